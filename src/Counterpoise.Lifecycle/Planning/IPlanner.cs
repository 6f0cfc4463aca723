namespace Counterpoise.Lifecycle.Planning;

/// <summary>Proposes a plan. What it proposes is checked by <see cref="PlanReader"/> before anything runs, whoever proposes it.</summary>
public interface IPlanner
{
    /// <summary>Proposes.</summary>
    /// <param name="request">What may be known of the data.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<PlanProposal> ProposeAsync(PlanRequest request, CancellationToken cancellationToken = default);
}
