using Counterpoise.Randomness;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// k-positive contrastive loss (KCL): supervised contrastive with the same number of positives for every anchor, its own other views and k
/// others of its class: L_i = −1/|S(i)| Σ_{p∈S(i)} ( s_ip − logsumexp_{a≠i} s_ia ), s = z̃ z̃ᵀ / τ.
/// </summary>
/// <remarks>
/// The k are drawn without replacement from the stream (seed, <c>positives</c>, epoch, batch), so that a resumed run draws the same; a
/// class with fewer others in the batch gives them all, and an anchor without any counts as 0. Exact, fused and linear in M as
/// <see cref="SupervisedContrastive"/>. Reference: Kang, Li, Xie, Yuan and Feng, "Exploring Balanced Feature Spaces for Representation
/// Learning", ICLR 2021.
/// </remarks>
public sealed class KPositiveContrastive : IContrastiveTerm
{
    private readonly int _positives;
    private readonly ulong _seed;
    private readonly ContrastiveReduction _reduction;
    private readonly SupervisedContrastive _all;

    /// <summary>Creates the loss.</summary>
    /// <param name="positives">k, not negative; the paper's is 6, and 0 leaves an anchor its own views.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="reduction">How the losses of the anchors become one number.</param>
    public KPositiveContrastive(int positives = 6, ulong seed = 0, ContrastiveReduction reduction = ContrastiveReduction.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positives);
        (_positives, _seed, _reduction, _all) = (positives, seed, reduction, new SupervisedContrastive(reduction));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, or the temperature is not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var normalised = LossInput.Normalised(batch.Embeddings);
        var random = new RandomStream(_seed, "positives", (ulong)batch.Epoch, (ulong)batch.Number);
        var anchors = new DrawnPositives(batch.Labels.ToArray<long>(), batch.Views, _positives, random);
        return normalised.device_type == DeviceType.CPU
            ? FusedSupervisedContrastive.Loss(normalised, anchors, temperature, _reduction)
            : SupervisedContrastive.StockLossOf(normalised, anchors.Mask().To(normalised.Device), temperature, _reduction);
    }

    /// <inheritdoc/>
    /// <remarks>An anchor's own views are not told apart from others of its class here; either is a positive.</remarks>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) => _all.Summarize(anchorsOfClass, temperature);
}
