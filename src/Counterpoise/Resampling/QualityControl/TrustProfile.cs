using Counterpoise.Splits;
using Counterpoise.Statistics;

namespace Counterpoise.Resampling;

/// <summary>How far each row of a class can be trusted as a seed, and how many new rows it seeds.</summary>
internal sealed class TrustProfile
{
    private const double SafeLevelWeight = 0.4;
    private const double DensityWeight = 0.3;
    private const double IsolationWeight = 0.3;

    internal TrustProfile(double[] safeLevel, double[] meanDistance, double[] isolation)
    {
        SafeLevel = safeLevel;
        RawDensity = Array.ConvertAll(meanDistance, d => 1 / (d + 1e-12));
        RawIsolation = isolation;
        Density = Scaled(RawDensity);
        Isolation = Scaled(isolation);
        Trust = [.. safeLevel.Select((s, i) => (SafeLevelWeight * s) + (DensityWeight * Density[i]) + (IsolationWeight * Isolation[i]))];
        Boundary = Array.ConvertAll(safeLevel, s => 4 * s * (1 - s));
        Weights = [.. Trust.Select((t, i) => t * (1 + Boundary[i]))];
        var sum = Weights.Sum();
        Weights = Array.ConvertAll(Weights, w => sum > 0 ? w / sum : 1.0 / safeLevel.Length);
        Overlap = 1 - safeLevel.Average();
        MedianIsolation = Percentiles.Median(isolation);
    }

    /// <summary>Share of the class among the nearest rows, [rows].</summary>
    internal double[] SafeLevel { get; }

    internal double[] RawDensity { get; }

    internal double[] Density { get; }

    /// <summary>Distance to the nearest row of another class, [rows].</summary>
    internal double[] RawIsolation { get; }

    internal double[] Isolation { get; }

    internal double[] Trust { get; }

    internal double[] Boundary { get; }

    /// <summary>Share of the new rows that each row seeds, [rows]; they sum to 1.</summary>
    internal double[] Weights { get; }

    internal double Overlap { get; }

    internal double MedianIsolation { get; }

    /// <summary>New rows per seed by largest remainder, ties to the lower row.</summary>
    internal int[] Allocate(int need) => LargestRemainder.Apportion(need, Weights);

    private static double[] Scaled(double[] values)
    {
        double least = values.Min(), most = values.Max();
        return Array.ConvertAll(values, v => most > least ? (v - least) / (most - least) : 1);
    }
}
