namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// What a planner may know of data: numbers alone. Names of columns, classes and files and every value of a cell stay behind, since they
/// may be personal, and may be written to be taken for instructions.
/// </summary>
public sealed record PlanRequest
{
    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of numeric columns.</summary>
    public required int NumericColumns { get; init; }

    /// <summary>Number of categorical columns.</summary>
    public required int CategoricalColumns { get; init; }

    /// <summary>Rows of each class, the most frequent first.</summary>
    public required IReadOnlyList<int> ClassCounts { get; init; }

    /// <summary>Share of cells without a value, in [0, 1].</summary>
    public required double MissingShare { get; init; }

    /// <summary>Share of rows that equal an earlier one, in [0, 1].</summary>
    public required double RepeatedShare { get; init; }

    /// <summary>Columns that seem to give the class away alone.</summary>
    public required int GiveawayColumns { get; init; }

    /// <summary>Whether there are later rows to be monitored.</summary>
    public required bool HasStream { get; init; }

    /// <summary>Rows of the most frequent class over those of the rarest.</summary>
    public double ImbalanceRatio => ClassCounts.Count == 0 ? 1 : ClassCounts[0] / (double)Math.Max(1, ClassCounts[^1]);
}
