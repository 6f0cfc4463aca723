using Counterpoise.Data.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// Looks at the texts of a typed file as the reader of text files does: numbers as people write them are reported, and read where an
/// option says how; further texts that mean missing become missing values.
/// </summary>
internal static class QueriedTexts
{
    private const int ShownCells = 3;

    /// <summary>The table with what the options say of texts, and the columns that are doubtful.</summary>
    public static TableReadResult Settle(Table table, TableReadOptions options)
    {
        string[] missing = [.. options.MissingTokens.Except(SchemaInference.MissingTokens).Where(t => t.Length > 0)];
        double[] sentinels = [.. missing.Select(t => SchemaInference.TryNumber(t, out var number) ? number : double.NaN)];
        var doubts = new List<DoubtfulColumn>();
        Column Settled(Column column) => column switch
        {
            NumericColumn numbers when missing.Length > 0 => WithMissing(numbers, sentinels),
            CategoricalColumn names => NumbersOf(missing.Length > 0 ? WithMissing(names, missing) : names, options, doubts),
            _ => column,
        };
        var columns = table.Columns.Select(Settled).ToArray();
        return new TableReadResult(table.With(columns), table.RowCount, []) { Doubts = doubts };
    }

    private static Column NumbersOf(CategoricalColumn names, TableReadOptions options, List<DoubtfulColumn> doubts)
    {
        if (options.Kinds.ContainsKey(names.Name))
            return names;
        var (evidence, numbers, format) = (new NumberEvidence(), new double[names.Count], options.Numbers);
        var (plain, units, first) = (0L, new HashSet<string>(), new List<TextCell>());
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.NaN;
            if (names.IsMissing(i))
                continue;
            var text = names.Text(i);
            if (!format.TryParse(text, out numbers[i], out var unit))
            {
                evidence.AddOther(text.Trim(), i + 1);
                continue;
            }

            plain++;
            units.Add(unit);
            evidence.AddNumber(text, i + 1);
            if (first.Count < ShownCells)
                first.Add(new TextCell(i + 1, text));
        }

        var all = plain > 0 && plain == names.Count - names.MissingCount && units.Count == 1 && !evidence.AreNames;
        if (all && !format.IsPlain)
            return new NumericColumn(names.Name, numbers);
        var doubt = all ? new DoubtfulColumn(names.Name, ColumnDoubt.NumbersAsText, plain, plain, first)
            : evidence.Doubt(names.Name, format);
        if (doubt is not null)
            doubts.Add(doubt with { First = [.. doubt.First.Select(c => c with { IsRow = true })] });
        return names;
    }

    private static NumericColumn WithMissing(NumericColumn column, double[] sentinels) =>
        new(column.Name, [.. column.Values.ToArray().Select(v => Array.IndexOf(sentinels, v) >= 0 ? double.NaN : v)]);

    private static CategoricalColumn WithMissing(CategoricalColumn column, string[] missing) =>
        CategoricalColumn.FromValues(column.Name, [.. Enumerable.Range(0, column.Count).Select(i =>
            column.IsMissing(i) || missing.Contains(column.Text(i).Trim(), StringComparer.OrdinalIgnoreCase) ? null : column.Text(i))]);
}
