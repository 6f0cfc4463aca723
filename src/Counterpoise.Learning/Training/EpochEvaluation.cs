using Counterpoise.Metrics;

namespace Counterpoise.Learning.Training;

/// <summary>What an epoch's model is worth.</summary>
/// <param name="Watched">The metric that says which epoch is best; it has a value.</param>
/// <param name="Metrics">All metrics for the log, the watched one among them.</param>
public sealed record EpochEvaluation(MetricValue Watched, IReadOnlyList<MetricValue> Metrics)
{
    /// <summary>
    /// What decides between epochs of one watched value, such as the log loss: where classes are rare, many epochs stand at the value of
    /// the majority class alone. Null, the default: the first of them is kept.
    /// </summary>
    public MetricValue? TieBreaker { get; init; }
}
