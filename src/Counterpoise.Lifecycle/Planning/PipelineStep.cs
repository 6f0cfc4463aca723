namespace Counterpoise.Lifecycle.Planning;

/// <summary>One step of a plan.</summary>
public sealed record PipelineStep
{
    /// <summary>Its name within the plan: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Parameters that are not the agent's defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Steps that must be done before, and whose artifacts it may take.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
