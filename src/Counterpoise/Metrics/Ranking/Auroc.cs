using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>
/// Area under the ROC curve: P(s⁺ &gt; s⁻) + ½ P(s⁺ = s⁻). With more than two classes, the mean of one-vs-rest over the classes that are
/// present.
/// </summary>
/// <remarks>
/// Reference: Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
/// Radiology 1982, doi:10.1148/radiology.143.1.7063747.
/// </remarks>
public sealed class Auroc : IMetric
{
    /// <inheritdoc/>
    public string Name => "auroc";

    /// <inheritdoc/>
    public string Label => "AUROC";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 1;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool NeedsProbabilities => true;

    /// <inheritdoc/>
    public bool NeedsEveryClass => true;

    /// <summary>Computes the binary area from ranks: O(n) radix sort, ties count one half. NaN if one side is empty.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        RankedScores.Of(labels, scores, positiveClass, weights).Auroc();

    /// <summary>Computes the binary area of single-precision scores.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int positiveClass = 1) =>
        RankedScores.Of(labels, scores, positiveClass).Auroc();

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, static ranked => ranked.Auroc());
    }

    /// <inheritdoc/>
    public Interval? ComputeInterval(PredictionSet predictions, double confidence) => AurocInterval.Of(predictions, confidence);
}
