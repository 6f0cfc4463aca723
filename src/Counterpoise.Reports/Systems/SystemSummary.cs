namespace Counterpoise.Reports.Systems;

/// <summary>What the report of a system beside its cheap controls is made of.</summary>
public sealed record SystemSummary
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The first line: whether the system beat its cheap controls.</summary>
    public required string Verdict { get; init; }

    /// <summary>Further sentences of the answer: what the data are, what was not done, warnings.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>The tables, each a section of its own.</summary>
    public IReadOnlyList<SystemTable> Tables { get; init; } = [];

    /// <summary>The pictures, each a section of its own.</summary>
    public IReadOnlyList<SystemPicture> Pictures { get; init; } = [];

    /// <summary>The command that began it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The day it was made.</summary>
    public required DateOnly Created { get; init; }
}
