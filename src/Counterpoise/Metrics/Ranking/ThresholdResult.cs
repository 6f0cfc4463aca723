namespace Counterpoise.Metrics;

/// <summary>A threshold on a score (positive iff score ≥ threshold) and the value it gives.</summary>
/// <param name="Threshold">The threshold; +∞ predicts no positive.</param>
/// <param name="Value">The value of the metric at this threshold.</param>
public sealed record ThresholdResult(double Threshold, double Value);
