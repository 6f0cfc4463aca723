namespace Counterpoise.Metrics;

/// <summary>
/// The largest balanced accuracy that any threshold gives: predict positive iff s ≥ t, t over the distinct scores and +∞. An
/// upper bound, for ranking models; a threshold to be used is chosen on validation data.
/// </summary>
/// <remarks>Reference: Ma, Lyu and Zhang, arXiv:2606.26053 (best-threshold metrics).</remarks>
public sealed class BestBalancedAccuracy : IMetric
{
    /// <inheritdoc/>
    public string Name => "best_balanced_accuracy";

    /// <inheritdoc/>
    public string Label => "best balanced accuracy";

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

    /// <summary>Finds the best threshold; among equal values the highest. O(n). The value is NaN if one side is empty.</summary>
    /// <param name="labels">n classes; rows of <paramref name="positiveClass"/> are positive, all others negative.</param>
    /// <param name="scores">n scores, higher for positive; ±infinity is allowed, NaN is not.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static ThresholdResult Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        Best(RankedScores.Of(labels, scores, positiveClass, weights));

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, static ranked => Best(ranked).Value);
    }

    private static ThresholdResult Best(RankedScores ranked) =>
        ranked.Best(static g => (((double)g.TruePositives / g.Positives) + 1 - ((double)g.FalsePositives / g.Negatives)) / 2);
}
