namespace Counterpoise.Workflows.Systems;

/// <summary>What one arm of an experiment scored under one seed.</summary>
/// <param name="Arm">The arm, such as the system's or a control's name.</param>
/// <param name="Seed">The seed, or the number of the draw: equal ones are pairs.</param>
/// <param name="Metrics">Values by metric; a metric without a value is not there.</param>
public sealed record ArmScore(string Arm, ulong Seed, IReadOnlyDictionary<string, double> Metrics);
