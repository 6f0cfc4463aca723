using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Probabilistic contrastive learning (ProCo): each class's embeddings follow a von Mises-Fisher distribution, and the contrast with
/// infinitely many rows of it has a closed form, contrast_c(z) = log C(‖κ_c μ_c + z̃/τ‖) − log C(κ_c), C(k) = I_{d/2−1}(k) / k^{d/2−1}; the
/// loss is cross-entropy of contrast_c + τ_p log π_c.
/// </summary>
/// <remarks>
/// No positives are needed in the batch: a class with one row in it, or none, is contrasted with all the same. O(M C d), nothing of size M
/// × M. The statistics take in the batch first and are constants to the gradient; see <see cref="ClassDirections"/> for edge cases. A class
/// without training rows is left out of the softmax. At prediction the contrast is added to the logits, see
/// <see cref="Models.ContrastLogits"/>. Reference: Du, Wang, Song and Huang, "Probabilistic Contrastive Learning for Long-Tailed Visual
/// Recognition", TPAMI 2024, arXiv:2403.06726.
/// </remarks>
public sealed class ProbabilisticContrastive : IContrastiveTerm
{
    private readonly double[] _adjustment;

    /// <summary>Creates the loss.</summary>
    /// <param name="directions">The statistics of the classes, with values; they stay the caller's.</param>
    /// <param name="counts">Training rows of each class, [C], not all 0.</param>
    /// <param name="strength">τ_p of the adjustment by class frequencies, not negative; 1 by default.</param>
    /// <exception cref="ArgumentException">There are not as many counts as classes, or all are 0.</exception>
    public ProbabilisticContrastive(ClassDirections directions, ReadOnlySpan<int> counts, double strength = 1)
    {
        ArgumentNullException.ThrowIfNull(directions);
        if (counts.Length != directions.Classes)
        {
            throw new ArgumentException($"{counts.Length} class counts for statistics of {directions.Classes} classes", nameof(counts));
        }

        (Directions, _adjustment) = (directions, LogitAdjustment.Adjustments(counts, strength));
    }

    /// <summary>The statistics of the classes.</summary>
    public ClassDirections Directions { get; }

    /// <inheritdoc/>
    public nn.Module LearntPart => Directions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Shapes do not fit, an embedding is not finite, a label is not in 0..C−1, or the temperature is
    /// not positive.</exception>
    public Tensor Loss(ContrastiveBatch batch, double temperature)
    {
        LossInput.Check(batch, temperature);
        LossInput.CheckFit(batch, Directions.Classes, Directions.Size, "statistics");
        using var exact = Autocast.Begin(batch.Embeddings.device_type, enabled: false);
        var normalised = LossInput.Normalised(batch.Embeddings);
        if (batch.Labels.Count == 0)
        {
            return normalised.Sum();
        }

        Directions.Add(normalised, batch.Labels, batch.Epoch);
        var contrast = Directions.Logits(normalised, temperature);
        return Functional.CrossEntropy(contrast + LossInput.Beside(contrast, _adjustment), batch.Labels);
    }

    /// <inheritdoc/>
    public AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature) => new(0, 0);
}
