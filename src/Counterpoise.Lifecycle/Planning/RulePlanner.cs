using System.Globalization;
using Counterpoise.Lifecycle.Agents;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>Plans by rules: the default, which needs no network and proposes the same for the same numbers.</summary>
public sealed class RulePlanner : IPlanner
{
    /// <summary>From this ratio of the largest to the smallest class, metrics that the majority cannot win alone decide.</summary>
    private const double ImbalancedRatio = 3;

    /// <inheritdoc/>
    public Task<PlanProposal> ProposeAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Propose(request));
    }

    /// <summary>Proposes at once.</summary>
    /// <param name="request">What may be known of the data.</param>
    public static PlanProposal Propose(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var notes = new List<string>();
        var metric = request.ImbalanceRatio >= ImbalancedRatio ? "geometric_mean" : "macro_f1";
        notes.Add(string.Create(CultureInfo.InvariantCulture,
            $"imbalance ratio {request.ImbalanceRatio:0.0}: pipelines are chosen by {metric}"));
        var share = request.ClassCounts.Count > 0 && request.ClassCounts[^1] < 50 ? "0.3" : "0.2";
        if (share == "0.3")
            notes.Add($"the rarest class has {request.ClassCounts[^1]} rows: 30 % of the rows are kept for testing, so that its recall "
                + $"means something");
        var trials = request.Rows > 20_000 ? "6" : "12";
        var steps = new List<PipelineStep>
        {
            Step("ingestion", []),
            Step("cleaning", ["ingestion"], ("repeated-rows", request.RepeatedShare > .01 ? "drop" : "keep")),
            Step("features", ["cleaning"], ("test-share", share)),
            Step("automl", ["features"], ("metric", metric), ("trials", trials)),
            Step("evaluation", ["automl", "features"]),
            Step("deployment", ["automl", "evaluation"]),
        };
        if (request.RepeatedShare > .01)
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{request.RepeatedShare:P0} of the rows repeat an earlier one: they are left out, so that no test row is a training row"));
        if (request.GiveawayColumns > 0)
            notes.Add($"{request.GiveawayColumns} columns seem to give the class away: the validator asks for them to be left out");
        if (request.HasStream)
        {
            steps.Add(Step("stream-ingestion", ["features"]));
            steps.Add(Step("monitoring", ["automl", "features", "stream-ingestion"]));
            steps.Add(Step("drift-repair", ["automl", "features", "stream-ingestion", "monitoring"]));
        }

        return new PlanProposal(new PipelinePlan { Steps = steps }, "rules", notes);
    }

    private static PipelineStep Step(string agent, string[] dependsOn, params (string Name, string Value)[] parameters) => new()
    {
        Id = agent,
        Agent = agent,
        DependsOn = dependsOn,
        Parameters = parameters.Where(p => AgentCatalog.Find(agent)!.Parameters.First(a => a.Name == p.Name).Default != p.Value)
            .ToDictionary(p => p.Name, p => p.Value),
    };
}
