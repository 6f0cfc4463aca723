using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Profiles;

/// <summary>
/// Finds columns that name rows, and columns that give the class away alone. Both make scores that do not last: an id is learned by
/// heart, and what is filled in after the fact is missing when the model is asked. A suspicion is no proof: a true measurement may
/// be as good, and a leak that needs two columns is not seen.
/// </summary>
/// <remarks>O(columns · rows log rows).</remarks>
public static class SuspectColumns
{
    /// <summary>From this AUROC of one numeric column against a class, or one minus it, the column gives the class away.</summary>
    public const double GiveawayAuroc = 0.99;

    /// <summary>
    /// From this share of one class among the rows of a value, the value gives the class away, if chance does not explain it.
    /// </summary>
    public const double GiveawayShare = 0.95;

    /// <summary>
    /// A value that goes with one class by chance as rarely as this is no chance: share of the class to the power of the value's rows.
    /// </summary>
    public const double Chance = 1e-6;

    /// <summary>A numeric column of more values than this is ranked, not looked at value by value.</summary>
    public const int FewValues = 20;

    /// <summary>From this share of different values among the rows, names are ids.</summary>
    public const double DistinctNames = 0.9;

    /// <summary>Fewer rows than this tell nothing about a column.</summary>
    public const int LeastRows = 20;

    /// <summary>Looks at every column.</summary>
    /// <param name="table">Rows with labels.</param>
    /// <returns>The suspects, in the order of the columns; each column at most once.</returns>
    /// <exception cref="InvalidOperationException">The table has no target.</exception>
    public static IReadOnlyList<SuspectColumn> Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = table.RequireLabels();
        return table.RowCount < LeastRows ? []
            : [.. table.Columns.Select(c => Rows(c) ?? RepeatedSubjects.Of(c, labels, many: true) ?? Answer(c, labels)
            ?? RepeatedSubjects.Of(c, labels, many: false)).OfType<SuspectColumn>()];
    }

    private static SuspectColumn? Rows(Column column)
    {
        if (column is NumericColumn numbers)
        {
            var sorted = numbers.Values.ToArray().Order().ToArray();
            var counts = Array.TrueForAll(sorted, double.IsInteger) && Enumerable.Range(1, sorted.Length - 1)
                .All(i => sorted[i] == sorted[i - 1] + 1);
            return counts ? new SuspectColumn(column.Name, ColumnSuspicion.NamesRows,
                Text($"it counts the rows from {sorted[0]} to {sorted[^1]}")) : null;
        }

        var (names, present) = (((CategoricalColumn)column).Codes.ToArray().Where(c => c >= 0).Distinct().Count(),
            column.Count - column.MissingCount);
        return present >= LeastRows && names >= DistinctNames * present
            ? new SuspectColumn(column.Name, ColumnSuspicion.NamesRows, Text($"{names} different names in {present} rows"))
            : null;
    }

    private static SuspectColumn? Answer(Column column, Labels labels)
    {
        var counts = labels.ClassCounts();
        var numbers = column as NumericColumn;
        string? Values(Func<int, string> text) => ByValue([.. Enumerable.Range(0, column.Count).Select(text)], labels, counts);
        var evidence = (numbers is not null && numbers.Values.ToArray().Distinct().Take(FewValues + 1).Count() > FewValues ? null
            : Values(column.Text))
            ?? (column.MissingCount == 0 ? null : Values(i => column.IsMissing(i) ? "" : "there"))
            ?? (numbers is null ? null : ByRank(numbers, labels, counts));
        return evidence is null ? null : new SuspectColumn(column.Name, ColumnSuspicion.GivesAnswerAway, evidence);
    }

    /// <summary>The value that gives away most rows of a class that is not the rule anyway.</summary>
    private static string? ByValue(string[] values, Labels labels, int[] counts)
    {
        var best = Enumerable.Range(0, values.Length).GroupBy(i => (Value: values[i], Class: labels[i]))
            .Select(g => (g.Key.Value, g.Key.Class, Count: g.Count()))
            .Join(values.CountBy(v => v), g => g.Value, v => v.Key, (g, v) => (g.Value, g.Class, g.Count, Rows: v.Value))
            .Where(g => g.Count >= GiveawayShare * g.Rows && Math.Pow((double)counts[g.Class] / labels.Count, g.Rows) <= Chance
            && counts[g.Class] * 2 <= labels.Count)
            .OrderByDescending(g => g.Count).ThenBy(g => g.Value, StringComparer.Ordinal).FirstOrDefault();
        return best.Rows == 0 ? null
            : Text($"{(best.Value.Length == 0 ? "it has no value" : $"it is {best.Value}")} in {best.Rows} rows, {best.Count} of them of "
            + $"class '{labels.Classes[best.Class]}', which has {(double)counts[best.Class] / labels.Count:0.0%} of all rows");
    }

    private static string? ByRank(NumericColumn column, Labels labels, int[] counts)
    {
        var rows = Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i)).ToArray();
        var (codes, values) = (Array.ConvertAll(rows, i => labels[i]), Array.ConvertAll(rows, i => column[i]));
        foreach (var positive in Enumerable.Range(0, counts.Length).Where(c => counts[c] >= 5).OrderBy(c => counts[c]))
        {
            // With few rows of the class, or of all others, chance ranks as well.
            if (codes.Count(c => c == positive) is var own && (own < 5 || codes.Length - own < 5))
                continue;
            var auroc = RankedScores.Of(codes, values, positive).Auroc();
            if (Math.Max(auroc, 1 - auroc) is var apart && apart >= GiveawayAuroc)
                return Text($"alone it ranks class '{labels.Classes[positive]}' with an AUROC of {apart:0.0000}");
        }

        return null;
    }

    private static string Text(Message text) => text.ToString();
}
