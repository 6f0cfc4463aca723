namespace Counterpoise.Lifecycle.Agents;

/// <summary>The agents that plans may name: the allow-list.</summary>
public static class AgentCatalog
{
    /// <summary>All agents, in the order of a pipeline.</summary>
    public static IReadOnlyList<IAgent> All { get; } =
    [
        new IngestionAgent(), new CleaningAgent(), new FeatureAgent(), new AutoMlAgent(), new EvaluationAgent(), new DeploymentAgent(),
            new StreamIngestionAgent(), new MonitoringAgent(), new DriftRepairAgent(),
    ];

    /// <summary>The agent of a name; null where there is none.</summary>
    /// <param name="name">Its name, exactly.</param>
    public static IAgent? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}
