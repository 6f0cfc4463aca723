using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>One rung that was tried.</summary>
/// <param name="Step">Which.</param>
/// <param name="Before">The metric of the model in use on the recent rows.</param>
/// <param name="After">That of the repaired one, each half of the recent rows judged by what was fitted to the other; NaN where it could
/// not be tried.</param>
/// <param name="Gain">Interval of the difference, from rows drawn again within classes; null where it could not be tried.</param>
/// <param name="Accepted">Whether the interval lies above 0.</param>
/// <param name="Note">Why it was not tried, or what was limited; empty where there is nothing to say.</param>
public sealed record RepairAttempt(RepairStep Step, double Before, double After, Interval? Gain, bool Accepted, string Note);
