using Counterpoise.Data;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Reads the table of a workflow.</summary>
internal static class TableInput
{
    /// <summary>Refuses row weights where nothing heeds them.</summary>
    /// <exception cref="InputException">There are some.</exception>
    public static void RefuseWeights(TableReadOptions options, string here)
    {
        if (options.Weights is { } weights)
            throw new InputException($"--weights {CommandText.Quote(weights)} means nothing here, since {here} counts every row once: "
                + $"leave "
                + $"it out (--exclude {CommandText.Quote(weights)} keeps the column out of the features)");
    }

    /// <summary>Reads one table, and tells people what was left out and which columns are doubtful.</summary>
    /// <exception cref="InputException">It cannot be read, or holds no row.</exception>
    public static TableReadResult Open(string path, TableReadOptions options, bool lenient, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var result = OpenEvenEmpty(path, options, lenient, events, cancellationToken);
        return result.Table.RowCount > 0 ? result : throw new InputException(
            $"{path} "
            + $"{(result.BadRows.Count > 0 ? $"has no row left: all {result.RowsRead} are bad" : "has names of columns and no row")}");
    }

    /// <summary>The same for a table that may hold no row.</summary>
    public static TableReadResult OpenEvenEmpty(string path, TableReadOptions options, bool lenient, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var result = TableFaults.InWords(() => TableFile.ReadLenient(path, options, cancellationToken));
        if (result.BadRows.Count > 0 && !lenient)
            throw new InputException(TableFaults.Describe(new TableFormatException(path, result.BadRows)));
        if (result.BadRows.Count > 0)
            events.Note($"{path}: {result.BadRows.Count} of {result.RowsRead} rows left out, the first: {result.BadRows[0]}");
        foreach (var (name, rows) in result.LostClasses)
        {
            events.Warn($"{path}: all {rows} {(rows == 1 ? "row" : "rows")} of class '{name}' {(rows == 1 ? "was" : "were")} left "
                + $"out{(options.MissingTokens.Contains(name) ? $", since '{name}' means missing: --keep-text {name} makes it a class"
                    : "")}");
        }

        if (result.Table is { RowCount: > 0, Weights: { } weights } && weights.All(w => w == 0))
            throw new InputException($"{path}: column '{options.Weights}' gives every row weight 0; at least one must count");
        foreach (var doubt in result.Doubts)
        {
            events.Warn($"{path}: {TableFaults.Describe(doubt)}");
        }

        if (result.Table.Labels is { } classes)
            SimilarNames.Warn(path, classes.Classes, classes.ClassCounts(), "rows",
                $"give them one name in '{classes.Name}'", events);
        if (result.Table.Labels is { } labels && options.PositiveWhen is null
            && options.Kinds.GetValueOrDefault(labels.Name, ColumnKind.Numeric) != ColumnKind.Categorical)
            TargetKind.Refuse(path, labels, events);
        return result;
    }
}
