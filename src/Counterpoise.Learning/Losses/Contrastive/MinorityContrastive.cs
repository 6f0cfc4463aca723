using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Supervised minority contrastive loss (SupMin): supervised contrastive for all classes but the most frequent one, whose anchors have
/// their own other views alone as positives: L_i = −1/|P(i)| Σ_{p∈P(i)} ( s_ip − logsumexp_{a≠i} s_ia ), s = z̃ z̃ᵀ / τ.
/// </summary>
/// <remarks>
/// For two classes, where supervised contrastive loss draws a frequent class to one point and the rare one after it. Exact, fused and
/// linear in M as <see cref="SupervisedContrastive"/>; an anchor without a positive contributes 0. Reference: Mildenberger, Hager, Rueckert
/// and Menten, "A Tale of Two Classes: Adapting Supervised Contrastive Learning to Binary Imbalanced Datasets", CVPR 2025,
/// arXiv:2503.17024.
/// </remarks>
public sealed class MinorityContrastive : IContrastiveTerm
{
    private readonly int _majority;
    private readonly SupervisedContrastive _supervised;

    /// <summary>Creates the loss.</summary>
    /// <param name="counts">Training rows of each class, [C], at least one class; of equally frequent classes the first is the most
    /// frequent.</param>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    public MinorityContrastive(ReadOnlySpan<int> counts, ContrastiveReduction reduction = ContrastiveReduction.Mean)
    {
        if (counts.IsEmpty)
        {
            throw new ArgumentException("there are no class counts", nameof(counts));
        }

        (_majority, _supervised) = (System.Numerics.Tensors.TensorPrimitives.IndexOfMax(counts), new SupervisedContrastive(reduction));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, or the temperature is not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        ArgumentNullException.ThrowIfNull(batch);

        // Each row of the most frequent class is a class of its own, of its views alone.
        var rows = Math.Max(1, batch.Labels.Count / Math.Max(1, batch.Views));
        var own = -1 - (Tensor.Arange(batch.Labels.Count, device: batch.Labels.Device) % rows);
        return _supervised.Loss(batch with { Labels = own.Where(batch.Labels.EqualTo(_majority), batch.Labels) }, temperature);
    }

    /// <inheritdoc/>
    /// <remarks>An anchor's own views are not told apart from others of its class here; either is a positive.</remarks>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) =>
        _supervised.Summarize(anchorsOfClass, temperature);
}
