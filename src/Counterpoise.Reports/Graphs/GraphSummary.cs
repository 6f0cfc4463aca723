namespace Counterpoise.Reports.Graphs;

/// <summary>What a report on graphs is made of.</summary>
public sealed record GraphSummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>What the data is. It stands under the heading.</summary>
    public required string Origin { get; init; }

    /// <summary>The day the report was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The answer in one short sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What the answer rests on and what to mind, a sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>The tables, in order.</summary>
    public IReadOnlyList<GraphTable> Tables { get; init; } = [];

    /// <summary>The command that makes the results again; empty leaves it out.</summary>
    public string CommandLine { get; init; } = "";
}
