namespace Counterpoise.Metrics;

/// <summary>The counts at one threshold: all rows with a score at or above it are predicted positive.</summary>
internal readonly record struct RankedGroup(double Threshold, double TruePositives, double FalsePositives, double Positives,
    double Negatives);
