using System.CommandLine;
using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>What is done about missing values before a table is resampled, all of it told to people.</summary>
internal static class GapFilling
{
    public static Option<string> Fill { get; } = FillOption();

    /// <summary>The table without gaps, or as it is where nothing was asked.</summary>
    public static TableReadResult Of(string how, TableReadResult read, Action<string> say)
    {
        var table = read.Table;
        var gaps = table.Columns.Where(c => c.MissingCount > 0).ToArray();
        if (how == "none" || gaps.Length == 0)
            return read;
        if (how == "drop-rows")
        {
            int[] whole = [.. Enumerable.Range(0, table.RowCount).Where(row => gaps.All(c => !c.IsMissing(row)))];
            say($"{table.RowCount - whole.Length} of {table.RowCount} rows have gaps and were left out");
            return read with { Table = table.Select(whole), Lines = read.Lines.Count == 0 ? [] : Array.ConvertAll(whole, row => read.Lines[row]) };
        }

        if (how == "mean")
            table = table.With([.. table.Columns.Select(c => c is NumericColumn { MissingCount: > 0 } numbers && numbers.MissingCount < numbers.Count ? Mean(numbers) : c)]);
        var filled = MedianImputer.Fit(table).Apply(table);
        foreach (var gap in gaps)
        {
            var row = Enumerable.Range(0, gap.Count).First(gap.IsMissing);
            say($"column '{gap.Name}': {gap.MissingCount} gaps filled with {(gap.Kind == ColumnKind.Numeric ? $"the {how}" : "the commonest name")}, {filled[gap.Name].Text(row)}");
        }

        return read with { Table = filled };
    }

    private static NumericColumn Mean(NumericColumn column) => column.Fill(column.Values.ToArray().Where(v => !double.IsNaN(v)).Average());

    private static Option<string> FillOption()
    {
        var option = new Option<string>("--fill") { Description = "What is done about gaps before resampling: none, or fill them with each column's median or mean (names: the commonest), or drop rows that have some.", DefaultValueFactory = _ => "none", HelpName = "none|median|mean|drop-rows" };
        option.AcceptOnlyFromAmong("none", "median", "mean", "drop-rows");
        return option;
    }
}
