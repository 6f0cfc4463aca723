using Counterpoise.Pipelines;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Streams;

/// <summary>The rows of a stream in their order.</summary>
internal static class StreamRows
{
    /// <summary>Reads, checks and orders.</summary>
    /// <exception cref="InputException">The table cannot be used as a stream.</exception>
    public static Table Open(StreamDataOptions options, int leastWindows, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        options.Validate();
        if (options.Reading.Groups is not null)
            throw new InputException("--groups keeps groups of rows in one fold, and a stream has none: leave it out");
        TableInput.RefuseWeights(options.Reading, "a stream");
        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException($"'{options.Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        if (labels.ClassCounts().Count(n => n > 0) < 2)
            throw new InputException(
                $"'{options.Path}' has rows of one class, '{labels.Classes[labels[0]]}'; a stream needs at least two");
        if (ProvenanceTable.Is(read.Table))
            throw new InputException($"'{options.Path}' was written by resample, and rows that were made have no time: give the table "
                + "that it was made from");
        if (Windows(read.Table.RowCount, options.Window).Count < leastWindows)
            throw new InputException($"'{options.Path}' has {read.Table.RowCount} rows, too few for {leastWindows} windows of "
                + $"{options.Window}: give a smaller --window");
        TableInputs.SayColumns(options.Path, read, events);
        if (read.Table.Time is not { } times)
            return read.Table;
        // Rows of one time keep the order of the file.
        int[] order = [.. Enumerable.Range(0, times.Length).OrderBy(i => times[i])];
        return read.Table.Select(order);
    }

    /// <summary>What the rows of the first window teach about columns: fills, categories. Classes are not looked at.</summary>
    public static FeaturePreparation Prepare(Table rows, StreamDataOptions options) =>
        FeaturePreparation.Fit(First(rows, options.Window));

    /// <summary>The first rows.</summary>
    public static Table First(Table rows, int count) => Part(rows, 0, Math.Min(count, rows.RowCount));

    /// <summary>Rows from one on.</summary>
    public static Table Part(Table rows, int start, int count) => rows.Select([.. Enumerable.Range(start, count)]);

    /// <summary>Where windows begin; a last one of less than half a window belongs to the one before.</summary>
    public static IReadOnlyList<(int Start, int Count)> Windows(int rows, int window)
    {
        var whole = Math.Max(1, (rows + (window / 2)) / window);
        return [.. Enumerable.Range(0, whole).Select(w => (w * window, w == whole - 1 ? rows - (w * window) : window))];
    }
}
