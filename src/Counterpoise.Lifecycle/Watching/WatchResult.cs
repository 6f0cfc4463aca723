namespace Counterpoise.Lifecycle.Watching;

/// <summary>What was seen of a stream.</summary>
public sealed record WatchResult
{
    /// <summary>Rows that were read.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that could not be read and were left out.</summary>
    public required long BadRows { get; init; }

    /// <summary>Rows whose class has become known.</summary>
    public required long Labelled { get; init; }

    /// <summary>The class whose recall is watched.</summary>
    public required string Minority { get; init; }

    /// <summary>Recall of each class on the reference, by name.</summary>
    public required IReadOnlyDictionary<string, double> ReferenceRecall { get; init; }

    /// <summary>The windows that are complete.</summary>
    public required IReadOnlyList<WatchedWindow> Windows { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public string Headline => WatchReporting.Headline(this);

    /// <summary>The alarms.</summary>
    public required IReadOnlyList<WatchAlarm> Alarms { get; init; }
}
