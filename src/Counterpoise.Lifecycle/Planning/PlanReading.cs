namespace Counterpoise.Lifecycle.Planning;

/// <summary>What came of reading a plan.</summary>
/// <param name="Plan">The plan; null where there are faults.</param>
/// <param name="Faults">What is wrong with it, each with what was expected.</param>
public sealed record PlanReading(PipelinePlan? Plan, IReadOnlyList<string> Faults);
