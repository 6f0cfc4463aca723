using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>One metric of an evaluation.</summary>
/// <param name="Name">The metric's name, such as <c>macro_f1</c>.</param>
/// <param name="Value">The value; null where the metric is undefined for these rows.</param>
/// <param name="HigherIsBetter">True if a larger value is better.</param>
/// <param name="Interval">Interval over draws of rows (bootstrap), or the metric's own, where the options asked for
/// intervals.</param>
public sealed record MetricValue(string Name, double? Value, bool HigherIsBetter, Interval? Interval = null);
