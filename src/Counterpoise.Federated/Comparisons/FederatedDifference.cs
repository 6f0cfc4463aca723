using Counterpoise.Statistics;

namespace Counterpoise.Federated.Comparisons;

/// <summary>How far one arm lies above another, paired over seeds.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Control">What it is compared with.</param>
/// <param name="Metric">The metric's name; higher is better.</param>
/// <param name="Mean">Mean difference, arm minus control.</param>
/// <param name="Interval">Its 95% interval (Student's t over seeds); null with one seed.</param>
/// <param name="Seeds">Pairs.</param>
public sealed record FederatedDifference(string Arm, string Control, string Metric, double Mean, Interval? Interval, int Seeds)
{
    /// <summary>Whether the whole interval lies above 0.</summary>
    public bool IsAbove => Interval is { Lower: > 0 };
}
