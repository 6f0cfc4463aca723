namespace Counterpoise.Lifecycle.Lineage;

/// <summary>What is known of an artifact before it is stored.</summary>
public sealed record ArtifactDraft
{
    /// <summary>What it is: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public required string Kind { get; init; }

    /// <summary>What made it.</summary>
    public required string Producer { get; init; }

    /// <summary>Version of what made it; <c>1</c> by default.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Ids of stored artifacts that it was made from; none by default, which only raw data and plans may have.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>The settings that it was made with; none by default.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What was measured on it; nothing by default. Leave out durations: the same work would have another id.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Seed of its random draws; null by default.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Why the step failed; null by default.</summary>
    public string? Fault { get; init; }
}
