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
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static ThresholdResult Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1) =>
        Best(RankedScores.Of(labels, scores, positiveClass));

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, static ranked => Best(ranked).Value);
    }

    private static ThresholdResult Best(RankedScores ranked) =>
        ranked.Best(static g => (((double)g.TruePositives / g.Positives) + 1 - ((double)g.FalsePositives / g.Negatives)) / 2);
}
