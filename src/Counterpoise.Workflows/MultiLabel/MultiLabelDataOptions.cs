using Counterpoise.Data;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>A table whose rows have several labels.</summary>
public record MultiLabelDataOptions
{
    /// <summary>The table.</summary>
    public required string Input { get; init; }

    /// <summary>How it is read; its target is not used.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and told, instead of refused. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>The columns of two values that are the labels; or one column whose cells hold the labels of a row.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>What stands between the labels of a cell where there is one column. Default |.</summary>
    public string Separator { get; init; } = "|";
}
