namespace Counterpoise.Workflows.Streams;

/// <summary>What is compared on a stream.</summary>
public sealed record StreamComparingOptions
{
    /// <summary>The stream.</summary>
    public required StreamDataOptions Data { get; init; }

    /// <summary>The methods; see <see cref="StreamMethods"/>. The controls (majority, last-class) and <c>none</c> always take
    /// part. Default <see cref="StreamMethods.Standard"/>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = StreamMethods.Standard;

    /// <summary>Members of an ensemble, at least 1. Default 15.</summary>
    public int Members { get; init; } = 15;

    /// <summary>Seeds of the draws. Default 1 to 5.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>The metric of the verdict. Default geometric_mean.</summary>
    public string Metric { get; init; } = "geometric_mean";

    /// <summary>The folder of cells, comparison.json and report.html; finished cells in it are not computed again.</summary>
    public required string Folder { get; init; }

    /// <summary>The heading of the report.</summary>
    public string Title { get; init; } = "Methods on a stream";

    /// <summary>The command, for the report.</summary>
    public string CommandLine { get; init; } = "";
}
