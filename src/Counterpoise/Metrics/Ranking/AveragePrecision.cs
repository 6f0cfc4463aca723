namespace Counterpoise.Metrics;

/// <summary>
/// Average precision, the step-wise area under the precision-recall curve: Σ (R_k − R_{k−1}) P_k with equal scores taken
/// together. With more than two classes, the mean of one-vs-rest over the classes that are present.
/// </summary>
/// <remarks>
/// Reference: Davis and Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006, doi:10.1145/1143844.1143874.
/// </remarks>
public sealed class AveragePrecision : IMetric
{
    /// <inheritdoc/>
    public string Name => "average_precision";

    /// <inheritdoc/>
    public string Label => "average precision";

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

    /// <summary>Computes the binary average precision, O(n). NaN if there is no positive; the prevalence if all scores are equal.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        RankedScores.Of(labels, scores, positiveClass, weights).AveragePrecision();

    /// <summary>Computes the binary average precision of single-precision scores.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int positiveClass = 1) =>
        RankedScores.Of(labels, scores, positiveClass).AveragePrecision();

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, static ranked => ranked.AveragePrecision());
    }
}
