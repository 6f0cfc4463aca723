using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Estimates;

/// <summary>A metric that was estimated without labels.</summary>
/// <param name="Name">The metric: <c>recall(class)</c>, <c>precision(class)</c>, <c>accuracy</c>, <c>balanced_accuracy</c>,
/// <c>geometric_mean</c> or <c>macro_f1</c>.</param>
/// <param name="Value">Its value on the expected confusion matrix; NaN where a class is not expected, or never predicted.</param>
/// <param name="Interval">Where the true value of these rows lies, if the conditions hold; null where the value is not defined.</param>
public sealed record EstimatedMetric(string Name, double Value, Interval? Interval);
