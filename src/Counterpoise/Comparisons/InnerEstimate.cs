namespace Counterpoise.Comparisons;

/// <summary>
/// What a metric is worth on inner folds of the training rows: the figure to choose by, since no test row has a part in it.
/// </summary>
/// <param name="Value">The estimate; NaN where no inner fold gives one, written as null.</param>
/// <param name="StandardError">Its standard error over the inner folds; NaN with fewer than 2 of them.</param>
public readonly record struct InnerEstimate(double Value, double StandardError);
