using Counterpoise.Learning.Losses;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Models;

/// <summary>
/// What probabilistic contrastive learning adds to the logits at prediction, from an embedding: α · contrast(z̃), z = head(embedding).
/// </summary>
/// <remarks>
/// Reference: Du, Wang, Song and Huang, "Probabilistic Contrastive Learning for Long-Tailed Visual Recognition", TPAMI 2024,
/// arXiv:2403.06726.
/// </remarks>
public sealed class ContrastLogits : nn.Module<Tensor, Tensor>
{
    private readonly double _temperature;
    private readonly double _weight;

    /// <summary>Joins the parts, which it then frees.</summary>
    /// <param name="projection">The head that the contrastive term was trained with.</param>
    /// <param name="directions">The statistics of the classes.</param>
    /// <param name="temperature">τ, positive.</param>
    /// <param name="weight">α, not negative.</param>
    public ContrastLogits(ProjectionHead projection, ClassDirections directions, double temperature, double weight)
        : base(nameof(ContrastLogits))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        (_temperature, _weight) = (temperature, weight);
        Projection = this.AddChild("projection", projection);
        Directions = this.AddChild("directions", directions);
    }

    /// <summary>The head that the contrastive term was trained with.</summary>
    public ProjectionHead Projection { get; }

    /// <summary>The statistics of the classes.</summary>
    public ClassDirections Directions { get; }

    /// <summary>Embeddings [N, D] to what is added to their logits, [N, C].</summary>
    /// <param name="input">The embeddings.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var normalised = Functional.Normalize(Projection.Forward(input).Float(), dimension: 1, epsilon: 1e-12);
        return scope.Keep(Directions.Logits(normalised, _temperature) * _weight);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
