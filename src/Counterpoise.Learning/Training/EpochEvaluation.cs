using Counterpoise.Metrics;

namespace Counterpoise.Learning.Training;

/// <summary>What an epoch's model is worth.</summary>
/// <param name="Watched">The metric that says which epoch is best; it has a value.</param>
/// <param name="Metrics">All metrics for the log, the watched one among them.</param>
public sealed record EpochEvaluation(MetricValue Watched, IReadOnlyList<MetricValue> Metrics);
