using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>A column of a table, and what its preparation has learned of the training rows.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">Numbers, or names.</param>
public sealed record PreparedColumn(string Name, ColumnKind Kind)
{
    /// <summary>Whether it has no value in the training rows, and is left out. Default true.</summary>
    public bool IsDropped { get; init; } = true;

    /// <summary>What fills a missing number.</summary>
    public double Median { get; init; }

    /// <summary>What numbers are centred by.</summary>
    public double Mean { get; init; }

    /// <summary>What centred numbers are divided by, above 0. Default 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What fills a missing name.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The names that occur in the training rows, each a column of 0 and 1. Any other name is 0 in all of them.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Columns of the matrix that it becomes.</summary>
    public int Width => IsDropped ? 0 : Kind == ColumnKind.Numeric ? 1 : Categories.Count;
}
