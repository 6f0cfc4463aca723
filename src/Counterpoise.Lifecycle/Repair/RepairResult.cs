namespace Counterpoise.Lifecycle.Repair;

/// <summary>What a ladder came to.</summary>
/// <param name="Outcome">The rung that was accepted last; a person where none was, or where the model has not recovered.</param>
/// <param name="Model">The repaired model; null where nothing was accepted and the one in use stays.</param>
/// <param name="Recovered">Whether it reaches the share of the reference's metric that was asked for.</param>
/// <param name="Attempts">What was tried, in order.</param>
public sealed record RepairResult(RepairStep Outcome, ServedModel? Model, bool Recovered, IReadOnlyList<RepairAttempt> Attempts);
