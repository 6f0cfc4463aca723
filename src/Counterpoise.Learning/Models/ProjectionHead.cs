using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Models;

/// <summary>Maps embeddings to the space of the contrastive loss, [M, D] → [M, d]; dropped after training.</summary>
/// <remarks>
/// The paper names a projection without its shape; the default is that of Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020.
/// </remarks>
public sealed class ProjectionHead : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? _layers;

    /// <summary>Creates the head.</summary>
    /// <param name="embeddingSize">D.</param>
    /// <param name="kind">Its shape.</param>
    /// <param name="projectionSize">d, 128 in SupCon.</param>
    public ProjectionHead(int embeddingSize, ProjectionKind kind = ProjectionKind.Mlp, int projectionSize = 128)
        : base(nameof(ProjectionHead))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddingSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(projectionSize, 1);
        _layers = kind switch
        {
            ProjectionKind.Mlp => this.AddChild("layers", new Sequential(new Linear(embeddingSize, embeddingSize), Activations.Relu(),
                new Linear(embeddingSize, projectionSize))),
            ProjectionKind.Linear => this.AddChild("layers", new Linear(embeddingSize, projectionSize)),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _layers?.Forward(input) ?? input;

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
