using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>The index of one column with its p-value, by the bins of the reference.</summary>
internal sealed class StabilityTest(ColumnBins bins, double[] reference)
{
    private readonly long[] _expected = bins.CountRows(reference);

    public DriftFinding Examine(string detector, string subject, double[] values)
    {
        var actual = bins.CountRows(values);
        // Floored empty bins make the index itself far too large in small windows to be a test.
        var p = ChiSquared.Test(_expected, actual).PValue;
        return new DriftFinding(detector, subject, PopulationStability.Index(_expected, actual), p, p, DriftLevel.Stable, values.Length);
    }

    /// <summary>The convention, where chance does not explain the index.</summary>
    public static Func<DriftFinding, DriftLevel> Judge(PopulationStabilityOptions options, double level) => f =>
        f.AdjustedPValue > level || f.Statistic <= options.Watch ? DriftLevel.Stable : f.Statistic > options.Drift ? DriftLevel.Drift
            : DriftLevel.Warning;
}
