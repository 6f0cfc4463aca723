namespace Counterpoise.Transfer.Strategies;

/// <summary>A strategy's fit with its held-out score, or why it was refused.</summary>
/// <param name="Name">The strategy's name.</param>
/// <param name="Description">One sentence on what it does.</param>
/// <param name="IsControl">Whether it is a control.</param>
/// <param name="Fit">The fit on all of the target's records, or null where it was refused.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
/// <param name="Score">Held-out scores on the target, or null where there are too few records to hold any out.</param>
public sealed record StrategyOutcome(string Name, string Description, bool IsControl, StrategyFit? Fit, string? Refusal,
    StrategyScore? Score);
