using System.Globalization;

namespace Counterpoise.Metrics;

/// <summary>
/// The largest recall among all attainable thresholds (positive iff score ≥ threshold) whose precision is at least the minimum;
/// 0 at threshold +∞ if there is none. With more than two classes, the mean of one-vs-rest over the classes that are present.
/// </summary>
/// <param name="minimumPrecision">The precision to hold, in (0, 1]; default 0.9.</param>
public sealed class RecallAtPrecision(double minimumPrecision = 0.9) : IMetric
{
    /// <inheritdoc/>
    public string Name => "recall_at_precision_" + minimumPrecision.ToString(CultureInfo.InvariantCulture);

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

    /// <summary>Finds the best attainable point; among equals the highest threshold. The value is NaN if one side is empty.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="minimumPrecision">The precision to hold, in (0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static ThresholdResult Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double minimumPrecision = 0.9,
        int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        Best(RankedScores.Of(labels, scores, positiveClass, weights), minimumPrecision);

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, ranked => Best(ranked, minimumPrecision).Value);
    }

    private static ThresholdResult Best(RankedScores ranked, double minimumPrecision)
    {
        if (!(minimumPrecision > 0 && minimumPrecision <= 1))
            throw new ArgumentOutOfRangeException(nameof(minimumPrecision), minimumPrecision, "a minimum precision lies in (0, 1]");
        return ranked.Best(g => g.TruePositives > 0 && g.TruePositives / (double)(g.TruePositives + g.FalsePositives) >= minimumPrecision
            ? g.TruePositives / (double)g.Positives : 0);
    }
}
