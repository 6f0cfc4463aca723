using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.PostHoc;

/// <summary>A last layer on embeddings that do not change: trained anew, or multiplied class by class.</summary>
internal sealed class StagedHead : EmbeddingClassifier
{
    private readonly Linear? _anew;

    /// <param name="trained">The layer as the first stage left it.</param>
    /// <param name="scaled">Whether its values stay and are multiplied; else they start anew.</param>
    /// <param name="seed">The seed of initial values.</param>
    public StagedHead(Linear trained, bool scaled, ulong seed)
    {
        (ClassCount, EmbeddingSize) = (trained.Outputs, trained.Inputs);
        if (!scaled)
        {
            _anew = this.AddChild("linear", new Linear(trained.Inputs, trained.Outputs, trained.HasBias));
            this.Initialize(seed);
            return;
        }

        this.RegisterBuffer("weight", [trained.Outputs, trained.Inputs], Initializer.Zeros);
        this.RegisterBuffer("bias", [trained.Outputs], Initializer.Zeros);
        this.RegisterParameter("scales", [trained.Outputs], Initializer.Ones);
        this.LoadStateDict(trained.StateDict(), strict: false);
    }

    public override int ClassCount { get; }

    public override int EmbeddingSize { get; }

    public override string Architecture => "last layer";

    /// <summary>W, [C, D], and b, [C], with the factors in them; b is null without one.</summary>
    public (Tensor Weight, Tensor? Bias) Values => _anew is null
        ? (get_buffer("weight")! * get_parameter("scales")!.Unsqueeze(1), get_buffer("bias")! * get_parameter("scales")!)
        : (_anew.Weight, _anew.Bias);

    public override bool IsBackbone(string parameterName) => false;

    public override (Tensor Embedding, Tensor Logits) forward(Tensor input) =>
        (input, _anew?.Forward(input) ?? (Functional.Linear(input, get_buffer("weight")!, get_buffer("bias")!) * get_parameter("scales")!));

    public override void FreezeStatistics()
    {
    }
}
