namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// One thing that a step made, with everything that it came from. Its id is a hash of all of this, so that equal work has an equal id and a
/// changed byte another one; the time is not part of it.
/// </summary>
public sealed record Artifact
{
    /// <summary>SHA-256 of the manifest, 64 lower-case hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, such as <c>raw-data</c>, <c>model</c> or <c>evaluation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What made it, such as the name of an agent.</summary>
    public required string Producer { get; init; }

    /// <summary>Version of what made it.</summary>
    public required string Version { get; init; }

    /// <summary>Ids of the artifacts that it was made from, in their order.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    /// <summary>The settings that it was made with, by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>What was measured on it, by name; NaN where a metric has no value.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Seed of its random draws; null where it has none.</summary>
    public ulong? Seed { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required string Content { get; init; }

    /// <summary>Length of the content in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Why the step failed; null where it did not. A failure is an artifact as well.</summary>
    public string? Fault { get; init; }
}
