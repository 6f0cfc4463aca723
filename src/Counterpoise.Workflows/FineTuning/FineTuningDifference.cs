using Counterpoise.Statistics;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>The mean difference in sensitivity of two arms over paired seeds.</summary>
/// <param name="Arm">The one.</param>
/// <param name="Rival">The other.</param>
/// <param name="Mean">Mean of arm − rival.</param>
/// <param name="Interval">The t interval of 95%; null for a single seed.</param>
public sealed record FineTuningDifference(string Arm, string Rival, double Mean, Interval? Interval);
