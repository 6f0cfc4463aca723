using Counterpoise.MultiLabel;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Reads tables whose rows have several labels.</summary>
internal static class MultiLabelInput
{
    /// <summary>Reads features and labels; rows without a value in a column of labels are left out, and told.</summary>
    /// <exception cref="InputException">A column is not there or holds no label, or nothing is left to learn from.</exception>
    public static (Table Features, LabelSet Labels) Open(MultiLabelDataOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var (table, labels) = Read(options, events, cancellationToken);
        return (LabelledImages.ColumnOf(options) is { } column
            ? LabelledImages.Features(options, table, column, events, cancellationToken) : table, labels);
    }

    /// <summary>Reads the columns beside the labels, and the labels; images are not opened.</summary>
    /// <exception cref="InputException">A column is not there or holds no label, or nothing is left to learn from.</exception>
    public static (Table Columns, LabelSet Labels) Read(MultiLabelDataOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        TableInput.RefuseWeights(options.Reading, "a comparison of several labels");
        var reading = options.Reading with { Target = null, LastColumnIsTarget = false };
        var table = TableInput.Open(options.Input, reading, options.Lenient, events, cancellationToken).Table;
        var columns = options.Targets.Select(name => table.Columns.FirstOrDefault(c => c.Name == name) ?? throw new InputException(
            $"{options.Input} has no column '{name}'; the columns are {string.Join(", ", table.Columns.Select(c => c.Name))}")).ToArray();
        var features = table.Without([.. options.Targets]);
        if (features.Columns.Count == 0)
            throw new InputException($"{options.Input} has no column beside the labels to predict them from");
        if (columns is [CategoricalColumn cells])
            return (features, Cells(options, cells));
        if (columns.Length == 1)
            throw new InputException($"{options.Input}: column '{columns[0].Name}' holds numbers, and cells with several labels are texts "
                + $"such as a{options.Separator}b: name several columns, or leave --label-separator out");
        int[] known = [.. Enumerable.Range(0, table.RowCount).Where(i => columns.All(c => !c.IsMissing(i)))];
        if (known.Length < table.RowCount)
            events.Warn($"{options.Input}: {table.RowCount - known.Length} of {table.RowCount} rows miss a label's value and are left out");
        var has = new bool[known.Length * columns.Length];
        for (var l = 0; l < columns.Length; l++)
        {
            var positive = Positive(options.Input, columns[l], known);
            for (var i = 0; i < known.Length; i++) has[(i * columns.Length) + l] = columns[l].Text(known[i]) == positive;
        }

        return (known.Length < table.RowCount ? features.Select(known) : features, new LabelSet([.. options.Targets], has));
    }

    /// <summary>A cell holds the labels of a row, an empty one none.</summary>
    private static LabelSet Cells(MultiLabelDataOptions options, CategoricalColumn cells)
    {
        string[][] rows = [.. Enumerable.Range(0, cells.Count).Select(i => cells.IsMissing(i) ? []
            : cells.Text(i)!.Split(options.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        string[] names = [.. rows.SelectMany(r => r).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new InputException($"{options.Input}: no cell of '{cells.Name}' holds a label");
        if (rows.All(r => r.Length <= 1))
            throw new InputException($"{options.Input}: no cell of '{cells.Name}' holds more than one label: leave --label-separator out, "
                + $"or give what stands between labels");
        return new LabelSet(names, [.. rows.SelectMany(r => names.Select(n => r.Contains(n, StringComparer.Ordinal)))]);
    }

    /// <summary>The value that says a row has the label: by its name, such as 1, true or yes.</summary>
    private static string Positive(string input, Column column, int[] rows)
    {
        var counts = rows.Select(i => column.Text(i)!).CountBy(t => t).OrderBy(p => p.Value).ToArray();
        if (counts.Length > 2)
            throw new InputException($"{input}: column '{column.Name}' has {counts.Length} values, and a label is there or not: expected "
                + $"two, such as 0 and 1 or yes and no");
        if (counts.Length == 0 || (counts.Length == 1 && !PositiveChoice.IsAffirmative(counts[0].Key)))
            throw new InputException($"{input}: no row has the label '{column.Name}': leave it out");
        string[] names = [.. counts.Select(c => c.Key)];
        return names.Where(n => PositiveChoice.IsAffirmative(n, names[^1] == n ? names[0] : names[^1])).ToArray() is [var named] ? named
            : counts.Length == 2 ? throw new InputException($"{input}: column '{column.Name}' holds {counts[0].Key} and {counts[1].Key}, "
                + $"and neither says that a row has the label: expected 1, true, yes or positive for one of them") : counts[0].Key;
    }
}
