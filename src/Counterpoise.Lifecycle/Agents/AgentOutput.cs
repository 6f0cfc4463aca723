namespace Counterpoise.Lifecycle.Agents;

/// <summary>What an agent made.</summary>
public sealed record AgentOutput
{
    /// <summary>The content of the artifact.</summary>
    public required byte[] Content { get; init; }

    /// <summary>What was measured.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What people should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
