using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Contrastive loss with supervised prototypes (SupPrototypes): own views are the positives of every anchor, and so is the fixed prototype
/// of its class until the anchor is nearer to it than to any other by a margin: L_i = −mean_{p∈P(i)} ( s_ip − logsumexp_{a≠i} s_ia ), P(i)
/// = own views ∪ { c(y_i) if cos(z_i, c(y_i)) ≤ max_{j≠y_i} cos(z_i, c_j) + ε }, s_ia = z̃_i · z̃_a / τ.
/// </summary>
/// <remarks>
/// For two classes, where supervised contrastive loss draws a frequent class to one point. The prototypes are opposite, or for more classes
/// the corners of a regular simplex, and no part of the denominator. An anchor without a positive counts as 0. O(M (M + C) d); holds M × (M
/// + C) matrices. Reference: Mildenberger, Hager, Rueckert and Menten, "A Tale of Two Classes: Adapting Supervised Contrastive Learning to
/// Binary Imbalanced Datasets", CVPR 2025, arXiv:2503.17024.
/// </remarks>
public sealed class PrototypeContrastive : IContrastiveTerm
{
    private readonly double[] _prototypes;
    private readonly int _classes;
    private readonly int _size;
    private readonly double _margin;
    private readonly ContrastiveReduction _reduction;

    /// <summary>Creates the loss.</summary>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="size">d, at least 1.</param>
    /// <param name="margin">ε, not negative; the reference implementation's is 0.1.</param>
    /// <param name="seed">Turns the prototypes as a whole.</param>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    public PrototypeContrastive(int classes, int size, double margin = 0.1, ulong seed = 0,
        ContrastiveReduction reduction = ContrastiveReduction.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        (_prototypes, _classes, _size, _margin, _reduction) =
            (UniformDirections.Create(classes, size, seed), classes, size, margin, reduction);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, a label is not in 0..C−1, or the temperature is
    /// not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        LossInput.CheckFit(batch, _classes, _size, "prototypes");

        // Mixed precision would round similarities before they are divided by a small temperature.
        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var anchors = LossInput.Normalised(batch.Embeddings);
        var count = batch.Labels.Count;
        if (count < 2)
        {
            return (anchors * 0).Sum();
        }

        var prototypes = Tensor.FromArray(_prototypes, _classes, _size).To(anchors.Device, anchors.Type);
        var self = Tensor.Eye(count, type: ScalarType.Bool, device: anchors.Device);
        var row = Tensor.Arange(count, device: anchors.Device) % (count / batch.Views);
        var views = row.Unsqueeze(1).EqualTo(row.Unsqueeze(0)).And(self.Not()).To(anchors.Type);
        var nearness = anchors.MatMul(prototypes.T());
        var own = nearness.Gather(1, batch.Labels.Unsqueeze(1)).Squeeze(1);
        var drawn = own.Detach().LessOrEqual(Nearest(nearness.Detach(), batch.Labels) + _margin).To(anchors.Type);
        var similarities = anchors.MatMul(anchors.T()) / temperature;
        var normaliser = similarities.MaskedFill(self, double.NegativeInfinity).LogSumExp([1]);
        var positives = views.Sum(1) + drawn;
        var positive = ((similarities * views).Sum(1) + (own * drawn / temperature)) / positives.Clamp(min: 1);
        var perAnchor = (normaliser - positive).MaskedFill(positives.EqualTo(0), 0);
        return SupervisedContrastive.Reduced(perAnchor, positives, _reduction);
    }

    /// <inheritdoc/>
    /// <remarks>Embeddings that carry nothing are not told by the loss, since prototypes draw them apart.</remarks>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) => new(0, 0);

    /// <summary>How near the nearest prototype of another class is; −∞ where there is no other.</summary>
    private static Tensor Nearest(Tensor nearness, Tensor labels) => nearness.Scatter(1, labels.Unsqueeze(1), double.NegativeInfinity)
        .AMax([1]);
}
