using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Planning;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>Proposes a plan for the data of a pipeline.</summary>
public static class PipelinePlanning
{
    /// <summary>What a planner may know of the data: numbers alone.</summary>
    /// <param name="options">Data and store.</param>
    /// <exception cref="AgentStopException">The file cannot be read.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PlanRequest Describe(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!File.Exists(options.Data))
            throw new FileNotFoundException($"there is no file '{options.Data}'", options.Data);
        var read = IngestionAgent.Read(File.ReadAllBytes(options.Data), Path.GetFileName(options.Data), options.Target, options.Exclude,
            CancellationToken.None);
        return PlanRequests.Of(read.Table, options.Stream is not null);
    }

    /// <summary>The plan that rules propose.</summary>
    /// <param name="options">Data and store.</param>
    /// <exception cref="AgentStopException">The file cannot be read.</exception>
    public static PipelinePlan ByRules(PipelineOptions options) => RulePlanner.Propose(Describe(options)).Plan;
}
