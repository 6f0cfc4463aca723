using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.FineTuning;

/// <summary>The mean difference in sensitivity of two arms over paired seeds.</summary>
/// <param name="Arm">The one.</param>
/// <param name="Rival">The other.</param>
/// <param name="Mean">Mean of arm − rival.</param>
/// <param name="Interval">The t interval of 95%; null with fewer than <see cref="PairedDifference.FewestPairs"/> seeds.</param>
/// <param name="Outcome">What is decided of the arm by <see cref="VerdictRule"/>, with Holm's correction over the rivals.</param>
public sealed record FineTuningDifference(string Arm, string Rival, double Mean, Interval? Interval, VerdictOutcome Outcome);
