namespace Counterpoise.Lifecycle.Planning;

/// <summary>A plan with where it comes from.</summary>
/// <param name="Plan">The plan; it can be run.</param>
/// <param name="Planner"><c>rules</c>, or the name of the model that proposed it.</param>
/// <param name="Notes">Why it is so: rules that applied, faults of refused proposals.</param>
public sealed record PlanProposal(PipelinePlan Plan, string Planner, IReadOnlyList<string> Notes);
