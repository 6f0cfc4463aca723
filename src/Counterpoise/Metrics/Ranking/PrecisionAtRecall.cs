using System.Globalization;

namespace Counterpoise.Metrics;

/// <summary>
/// The largest precision among all attainable thresholds (positive iff score ≥ threshold) whose recall is at least the minimum;
/// 0 at threshold +∞ if there is none. With more than two classes, the mean of one-vs-rest over the classes that are present.
/// </summary>
/// <param name="minimumRecall">The recall to hold, in (0, 1]; default 0.8.</param>
public sealed class PrecisionAtRecall(double minimumRecall = 0.8) : IMetric
{
    /// <inheritdoc/>
    public string Name => "precision_at_recall_" + minimumRecall.ToString(CultureInfo.InvariantCulture);

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
    /// <param name="minimumRecall">The recall to hold, in (0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static ThresholdResult Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double minimumRecall = 0.8,
        int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        Best(RankedScores.Of(labels, scores, positiveClass, weights), minimumRecall);

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return OneVersusRest.Mean(predictions, ranked => Best(ranked, minimumRecall).Value);
    }

    private static ThresholdResult Best(RankedScores ranked, double minimumRecall)
    {
        if (!(minimumRecall > 0 && minimumRecall <= 1))
            throw new ArgumentOutOfRangeException(nameof(minimumRecall), minimumRecall, "a minimum recall lies in (0, 1]");
        return ranked.Best(g => g.TruePositives > 0 && g.TruePositives / (double)g.Positives >= minimumRecall
            ? g.TruePositives / (double)(g.TruePositives + g.FalsePositives) : 0);
    }
}
