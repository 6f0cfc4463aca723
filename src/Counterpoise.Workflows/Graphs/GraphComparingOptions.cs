namespace Counterpoise.Workflows.Graphs;

/// <summary>What is compared on a graph.</summary>
public sealed record GraphComparingOptions
{
    /// <summary>The data.</summary>
    public required GraphDataOptions Data { get; init; }

    /// <summary>Seeds; of an archive with splits of its own the numbers of those. Default 1 to 6.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3, 4, 5, 6];

    /// <summary>Arms that train graph networks; empty for all of the kind of data.</summary>
    public IReadOnlyList<string> Arms { get; init; } = [];

    /// <summary>Most epochs of every network; null for the networks' own.</summary>
    public int? Epochs { get; init; }

    /// <summary>Width of the networks; null for their own.</summary>
    public int? Width { get; init; }

    /// <summary>Networks of apps that are made up; for <c>conflicts</c>. Default 100.</summary>
    public int Topologies { get; init; } = 100;

    /// <summary>Windows of each; default 40.</summary>
    public int Windows { get; init; } = 40;

    /// <summary>Share of windows with a conflict; default 0.1.</summary>
    public double ConflictShare { get; init; } = 0.1;

    /// <summary>Share of influences that are hidden; default 0.3.</summary>
    public double HiddenShare { get; init; } = 0.3;

    /// <summary>
    /// Folder of comparison.json, report.html and finished arms, from which an interrupted comparison goes on; null keeps nothing.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Where the report goes; null writes none.</summary>
    public string? Report { get; init; }

    /// <summary>The command, for the report.</summary>
    public string CommandLine { get; init; } = "";
}
