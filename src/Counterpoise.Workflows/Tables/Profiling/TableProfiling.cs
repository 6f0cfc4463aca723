using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Pipelines;
using Counterpoise.Profiles;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Profiles a table: classes, gaps, overlap, and advice with its evidence.</summary>
public static class TableProfiling
{
    // Beyond, people want to know what takes so long.
    private const int LargeTable = 100_000;

    // Neighbours are searched among this many rows: the error of a mean over them is below 0.01, and it takes seconds.
    private const int OverlapRows = 20_000;

    // Names become columns of 0 and 1; beyond this many the distances cost minutes and say little.
    private const int MostColumns = 1000;

    /// <summary>Profiles a table.</summary>
    /// <param name="options">Which table, and what is measured.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table names no class column, or holds one class.</exception>
    public static TableProfile Run(TableProfilingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = options.Path;
        var read = TableInput.Open(path, options.Reading, options.Lenient, events, cancellationToken);
        var table = read.Table;
        if (table.Labels is not { } labels)
            throw new InputException(
                $"'{path}' names no class column: give --target; the columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
            throw new InputException(
                $"'{path}' holds one class, '{labels.Classes[labels[0]]}', in its {labels.Count} rows; imbalance is between two at least");
        if (ProvenanceTable.Is(table))
            events.Warn($"'{path}' was written by resample: its counts are those of the result, and what is said of leaks, overlap and "
                + $"repeated rows is of rows that were made; profile the table that it was made from");
        var classes = ClassProfile.OfLabels(labels.Codes, labels.Classes);
        // What is known at once is said at once: the measures may take a while.
        if (table.RowCount > LargeTable)
            events.Note($"{table.RowCount} rows: "
                + $"{string.Join(", ", classes.Classes.OrderByDescending(c => c.Count).Take(10)
                    .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Count}")))}; looking at the columns");
        var notes = new List<string>();
        var suspects = SuspectColumns.Of(table);
        // A column of mistyped numbers looks like one that names rows, and is measured with neither.
        SuspectColumn[] judged = [.. suspects.Where(s => read.Doubts.All(d => d.Name != s.Column || !d.IsOpen))];
        if (suspects.Where(s => s.Suspicion == ColumnSuspicion.NamesRows).Select(s => s.Column).Except(judged.Select(s => s.Column))
            .ToArray() is { Length: > 0 } open)
            notes.Add($"without {(open.Length == 1 ? "column" : "columns")} {string.Join(", ", open.Select(c => $"'{c}'"))}, whose "
                + $"values could not be read as what they are, neither overlap nor repeated rows say much: mend that first");
        var overlap = options.MeasuresOverlap ? Measure(table, labels, suspects, notes, events, cancellationToken) : null;
        var (augmentation, synthetic) = SyntheticAdvice.Of(options.Advisor, WithoutIds(table, suspects), notes, cancellationToken);
        var sentinels = SentinelColumn.Of(table);
        Advice[] advice = [.. read.Doubts.Select(OfDoubt), .. sentinels.Select(OfSentinel), .. DataAdvice.Of(classes, overlap, judged),
            .. synthetic];
        if (judged.Where(s => s.Suspicion == ColumnSuspicion.NamesSubjects).Select(s => s.Column).ToArray() is { Length: > 0 } subjects)
            notes.Add($"compare keeps the rows of a subject in one fold by --groups {CommandText.Quote(subjects[0])}");
        if (judged.Where(s => s.Suspicion != ColumnSuspicion.NamesSubjects).Select(s => s.Column).ToArray() is { Length: > 0 } left)
            notes.Add($"once the columns above are judged, profile again: --exclude {Columns(left)}");
        return new TableProfile(read, classes, overlap) { Suspects = judged, Sentinels = sentinels, WeightShares = WeightShares(table),
            Advice = advice, Augmentation = augmentation, Notes = notes };
    }

    private static Advice OfDoubt(DoubtfulColumn doubt) => new(AdviceKind.Do, doubt.Doubt switch
    {
        ColumnDoubt.WrittenNumbers => $"read column '{doubt.Name}' as numbers: {TableFaults.Remedy(doubt)}",
        ColumnDoubt.SpelledNumbers => $"mend column '{doubt.Name}': {TableFaults.Remedy(doubt)}",
        ColumnDoubt.Dates => $"decide about the dates of column '{doubt.Name}': {TableFaults.Remedy(doubt)}",
        ColumnDoubt.LeadingZeros or ColumnDoubt.LongIntegers => $"say what column '{doubt.Name}' is: {TableFaults.Remedy(doubt)}",
        _ => $"mend column '{doubt.Name}', or say what its texts mean (--missing, --numeric): as it is, the column is categorical",
    }, doubt.Doubt is ColumnDoubt.NotNumbers or ColumnDoubt.WrittenNumbers
        ? $"{doubt.Others} of its {doubt.Numbers + doubt.Others} values {(doubt.Others == 1 ? "is no number" : "are no numbers")}, "
            + $"{doubt.First[0]}"
        : $"{doubt.First[0]}");

    private static Advice OfSentinel(SentinelColumn sentinel) =>
        new(AdviceKind.Do, string.Create(CultureInfo.InvariantCulture,
        $"say whether {sentinel.Value:R} means missing in column '{sentinel.Column}' (--missing {sentinel.Value:R})"), sentinel.Evidence);

    private static string Columns(string[] names) =>
        names.Any(n => n.Contains(',', StringComparison.Ordinal)) ? string.Join(' ', names.Select(n => $"\"{n}\""))
            : $"\"{string.Join(',', names)}\"";

    private static OverlapProfile? Measure(Table table, Labels labels, IReadOnlyList<SuspectColumn> suspects, List<string> notes,
        IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (labels.ClassCounts().Count(c => c > 0) < 2 || table.RowCount <= new OverlapOptions().K)
        {
            notes.Add($"{table.RowCount} rows of {labels.ClassCounts().Count(c => c > 0)} classes are too few for measures of overlap");
            return null;
        }

        var ids = table.Columns.Count;
        table = WithoutIds(table, suspects);
        ids -= table.Columns.Count;
        if (table.Columns.Count == 0 || table.Columns.Sum(c => c is CategoricalColumn names ? names.Categories.Count : 1) is > MostColumns)
        {
            notes.Add($"overlap is measured on up to {MostColumns} columns, names counted one by one: --exclude columns of many names, "
                + $"or give some column that names no row");
            return null;
        }

        var all = table.RowCount;
        if (all > OverlapRows)
        {
            table = table.Select(StratifiedSplit.Of(labels.Codes, (double)OverlapRows / all, 0, new RandomStream(0, "overlap rows"),
                MissingClassPolicy.Warn).Test);
            labels = table.RequireLabels();
            if (labels.ClassCounts().Count(c => c > 0) < 2)
            {
                notes.Add("the minority classes have too few rows for a sample: overlap was not measured");
                return null;
            }

            events.Note($"measuring overlap on a stratified sample of {table.RowCount} rows");
        }

        var preparation = FeaturePreparation.Fit(table);
        notes.Add($"overlap is measured on "
            + $"{(all > OverlapRows ? $"a stratified sample of {table.RowCount} of {all} rows" : "all rows")}"
            + $"{(ids > 0 ? ", without the columns that name rows," : "")}"
            + $" with missing values filled, categories encoded and columns standardised; nothing is learned from it");
        return Overlap.Of(preparation.Apply(table), labels.Codes.ToArray(), labels.Classes, cancellationToken: cancellationToken);
    }

    private static Table WithoutIds(Table table, IReadOnlyList<SuspectColumn> suspects) =>
        table.Without([.. suspects.Where(s => s.Suspicion == ColumnSuspicion.NamesRows).Select(s => s.Column)]);

    /// <summary>The prior of each class by the weights of its rows; null where rows have none.</summary>
    private static Dictionary<string, double>? WeightShares(Table table)
    {
        if (table.Weights is not { } weights || !(weights.Sum() > 0))
            return null;
        var (labels, total) = (table.RequireLabels(), weights.Sum());
        return labels.Classes.Index().ToDictionary(c => c.Item, c => Enumerable.Range(0, weights.Length).Where(i => labels[i] == c.Index)
            .Sum(i => weights[i]) / total);
    }
}
