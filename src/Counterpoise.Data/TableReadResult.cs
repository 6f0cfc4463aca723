using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>What a lenient reading gave: the good rows, and each row that was left out.</summary>
/// <param name="Table">The good rows; row ids are places among all rows of the file, from 0, bad ones counted.</param>
/// <param name="RowsRead">Rows of the file, good and bad.</param>
/// <param name="BadRows">The rows left out, in order.</param>
public sealed record TableReadResult(Table Table, long RowsRead, IReadOnlyList<BadRow> BadRows)
{
    /// <summary>Columns that were read as categorical although nearly all of their values are numbers.</summary>
    public IReadOnlyList<DoubtfulColumn> Doubts { get; init; } = [];

    /// <summary>Of each column with missing values the texts that were taken for missing, other than empty ones, with their rows.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> MissingTexts { get; init; } = new Dictionary<string,
        IReadOnlyDictionary<string, long>>();

    /// <summary>
    /// Classes all of whose rows were left out, with their rows, by the text of the target; a text that means missing is one of them.
    /// </summary>
    public IReadOnlyDictionary<string, long> LostClasses { get; init; } = new Dictionary<string, long>();

    /// <summary>The line of the file on which each row of <see cref="Table"/> begins; empty where a file has no lines.</summary>
    public IReadOnlyList<long> Lines { get; init; } = [];

    /// <summary>Where a row stands in the file, such as <c>line 26</c>; where a file has no lines, <c>row 24</c>.</summary>
    /// <param name="row">A row of <see cref="Table"/>, from 0.</param>
    public string Place(int row) => Lines.Count > 0 ? $"line {Lines[row]}" : $"row {Table.RowIds[row]}";
}
