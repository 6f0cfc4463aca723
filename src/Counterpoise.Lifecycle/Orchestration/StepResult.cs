using Counterpoise.Lifecycle.Agents;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>What became of one step.</summary>
public sealed record StepResult
{
    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>Its agent.</summary>
    public required string Agent { get; init; }

    /// <summary>Id of its artifact; null where it made none.</summary>
    public string? Artifact { get; init; }

    /// <summary>Whether the artifact was there already, from this run or another.</summary>
    public bool WasThere { get; init; }

    /// <summary>What was measured.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What people should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What validators found in the end.</summary>
    public IReadOnlyList<StepFault> Faults { get; init; } = [];
}
