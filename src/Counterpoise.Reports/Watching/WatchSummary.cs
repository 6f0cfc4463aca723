namespace Counterpoise.Reports.Watching;

/// <summary>What the report of a watched stream is made of.</summary>
public sealed record WatchSummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>Which stream and which reference. It stands under the heading.</summary>
    public required string Origin { get; init; }

    /// <summary>The answer in one short sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What to mind, a sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>The classes, the watched one first.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Recall of each class on the reference, [C]; NaN where it has none.</summary>
    public required IReadOnlyList<double> ReferenceRecall { get; init; }

    /// <summary>Every class in every window, in the order of the windows.</summary>
    public required IReadOnlyList<WatchPoint> Points { get; init; }

    /// <summary>The alarms in their order.</summary>
    public required IReadOnlyList<WatchAlarmRow> Alarms { get; init; }
}
