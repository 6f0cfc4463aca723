using Counterpoise.ImbalancedRegression;

namespace Counterpoise.Workflows.Regression;

/// <summary>Errors of predictions of a number, and how sure they are.</summary>
/// <param name="Evaluation">Errors over all rows and by bins of relevance.</param>
/// <param name="Metrics">The metrics of <see cref="RegressionMetrics"/> that have a value.</param>
/// <param name="Intervals">Their intervals; null where none are asked for.</param>
public sealed record RegressionMeasures(
    RegressionEvaluation Evaluation, IReadOnlyDictionary<string, double> Metrics, RegressionIntervals? Intervals)
{
    /// <summary>Measures.</summary>
    /// <param name="targets">True values, finite, at least one.</param>
    /// <param name="predictions">Predicted values, finite, one per row.</param>
    /// <param name="relevance">What matters.</param>
    /// <param name="threshold">Relevance from which a target is rare.</param>
    /// <param name="replicates">Bootstrap draws of rows, at least 0; 0 makes no intervals.</param>
    /// <param name="confidence">Coverage of the intervals, between 0 and 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancellationToken">Stops between draws.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a number is not finite, or an option is out of
    /// range.</exception>
    public static RegressionMeasures Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, RelevanceFunction relevance,
        double threshold, int replicates = 1000, double confidence = 0.95, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicates);
        return new(RegressionEvaluation.Of(targets, predictions, relevance),
            RegressionMetrics.Of(targets, predictions, relevance, threshold),
            replicates == 0 ? null : RegressionIntervals.Of(targets, predictions, relevance, threshold, replicates, confidence, seed,
                cancellationToken: cancellationToken));
    }
}
