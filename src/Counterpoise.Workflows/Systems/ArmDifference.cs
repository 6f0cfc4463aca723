using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Systems;

/// <summary>The system beside one control on one metric, paired by seed.</summary>
/// <param name="Control">The control.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Mean">The system's mean less the control's.</param>
/// <param name="Interval">The 95% interval of Student's t over the pairs; null with fewer than two.</param>
/// <param name="Pairs">How many seeds both have a value for.</param>
public sealed record ArmDifference(string Control, string Metric, double Mean, Interval? Interval, int Pairs)
{
    /// <summary>Whether the system is better: the whole interval is above 0.</summary>
    public bool IsBetter => Interval is { Lower: > 0 };

    /// <summary>Whether the system is worse: the whole interval is below 0.</summary>
    public bool IsWorse => Interval is { Upper: < 0 };
}
