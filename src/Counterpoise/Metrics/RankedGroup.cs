namespace Counterpoise.Metrics;

/// <summary>The counts at one threshold: all rows with a score at or above it are predicted positive.</summary>
internal readonly record struct RankedGroup(double Threshold, long TruePositives, long FalsePositives, long Positives, long Negatives);
