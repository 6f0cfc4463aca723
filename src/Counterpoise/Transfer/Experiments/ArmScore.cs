using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Experiments;

/// <summary>One arm on one target of a transfer experiment, over the draws.</summary>
/// <param name="Target">Name of the target; of all targets together where empty.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Excess">Mean over draws of the mean −ln p of a held-out structure, less that of the curve fitted to all of the target's
/// records; lower is better.</param>
/// <param name="ExcessNearMedian">The same over held-out structures where that curve's P lies between 0.05 and 0.95.</param>
/// <param name="OverDirect">95% interval of how much better it is than direct transfer (paired over draws); null where there are fewer than
/// 2 pairs.</param>
/// <param name="OverTargetOnly">95% interval of how much better it is than the target's own fit; null likewise.</param>
/// <param name="OverTargetFirth">The same against the target's own fit with Firth's penalty; null likewise, or without that arm.</param>
/// <param name="Refused">Draws on which it was refused, which count in no mean.</param>
public sealed record ArmScore(
    string Target, string Arm, double Excess, double ExcessNearMedian, Interval? OverDirect, Interval? OverTargetOnly,
    Interval? OverTargetFirth, int Refused);
