using Counterpoise.Lifecycle.Drift;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>One window of a stream.</summary>
public sealed record WatchedWindow
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its first row, from 1 over the whole stream.</summary>
    public required long FirstRow { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>The classes in the order of the reference; their counts grow as classes become known.</summary>
    public required IReadOnlyList<WatchedClass> Classes { get; init; }

    /// <summary>What the detectors found that is more than nothing.</summary>
    public required IReadOnlyList<DriftFinding> Findings { get; init; }

    /// <summary>Whether the expected recalls rest on conditions that were not found broken.</summary>
    public required bool EstimateUsable { get; init; }

    /// <summary>The gravest of the findings.</summary>
    public DriftLevel Level => Findings.Count == 0 ? DriftLevel.Stable : Findings.Max(f => f.Level);
}
