using Counterpoise.Data;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>What is done about missing values before a table is resampled, all of it told to people.</summary>
internal static class GapFilling
{
    /// <summary>What can be done.</summary>
    public static readonly string[] Ways = ["none", "median", "mean", "drop-rows"];

    /// <summary>The table without gaps, or as it is where nothing was asked.</summary>
    public static TableReadResult Of(string how, TableReadResult read, IProgress<WorkflowEvent>? events)
    {
        var table = read.Table;
        var gaps = table.Columns.Where(c => c.MissingCount > 0).ToArray();
        if (how == "none" || gaps.Length == 0)
            return read;
        if (how == "drop-rows")
        {
            int[] whole = [.. Enumerable.Range(0, table.RowCount).Where(row => gaps.All(c => !c.IsMissing(row)))];
            events.Note($"{table.RowCount - whole.Length} of {table.RowCount} rows have missing values and were left out");
            return read with { Table = table.Select(whole), Lines = read.Lines.Count == 0 ? []
                : Array.ConvertAll(whole, row => read.Lines[row]) };
        }

        if (gaps.FirstOrDefault(c => c.MissingCount == c.Count) is { } empty)
            throw new InputException($"column '{empty.Name}' has no value in any of the {empty.Count} rows, so nothing can be filled in: "
                + $"leave it out with --exclude {CommandText.Quote(empty.Name)}");
        if (how == "mean")
            table = table.With([.. table.Columns.Select(c => c is NumericColumn { MissingCount: > 0 } numbers ? Mean(numbers)
                : c)]);
        var filled = MedianImputer.Fit(table).Apply(table);
        foreach (var gap in gaps)
        {
            var row = Enumerable.Range(0, gap.Count).First(gap.IsMissing);
            events.Note($"column '{gap.Name}': {gap.MissingCount} missing values filled with "
                + $"{(gap.Kind == ColumnKind.Numeric ? $"the {how}" : "the most frequent category")}, {filled[gap.Name].Text(row)}");
        }

        return read with { Table = filled };
    }

    private static NumericColumn Mean(NumericColumn column) => column.Fill(column.Values.ToArray().Where(v => !double.IsNaN(v)).Average());
}
