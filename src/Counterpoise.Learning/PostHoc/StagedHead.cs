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
    /// <param name="seed">The seed of first values.</param>
    public StagedHead(Linear trained, bool scaled, ulong seed)
    {
        (ClassCount, EmbeddingSize) = (trained.Outputs, trained.Inputs);
        if (!scaled)
        {
            _anew = AddChild("linear", new Linear(trained.Inputs, trained.Outputs, trained.HasBias));
            this.Initialize(seed);
            return;
        }

        AddBuffer("weight", [trained.Outputs, trained.Inputs], Initializer.Zeros);
        AddBuffer("bias", [trained.Outputs], Initializer.Zeros);
        AddParameter("scales", [trained.Outputs], Initializer.Ones);
        LoadStateDict(trained.StateDict(), strict: false);
    }

    public override int ClassCount { get; }

    public override int EmbeddingSize { get; }

    public override string Architecture => "last layer";

    /// <summary>W, [C, D], and b, [C], with the factors in them; b is null without one.</summary>
    public (Tensor Weight, Tensor? Bias) Values => _anew is null
        ? (Get("weight") * Get("scales").Unsqueeze(1), Get("bias") * Get("scales"))
        : (_anew.Weight, _anew.Bias);

    public override bool IsBackbone(string parameterName) => false;

    public override (Tensor Embedding, Tensor Logits) Forward(Tensor input) =>
        (input, _anew?.Forward(input) ?? (Functional.Linear(input, Get("weight"), Get("bias")) * Get("scales")));

    public override void FreezeStatistics()
    {
    }
}
