using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Data;
using Counterpoise.Experiments;
using Counterpoise.Profiles;
using Counterpoise.Splits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Finds the data sets of a comparison: files, folders of files, and KEEL folders with their official folds.</summary>
internal static partial class TableInputs
{
    public static string[] Extensions { get; } = [".csv", ".tsv", ".tab", ".txt", ".dat", ".arff", ".xlsx", ".parquet", ".json", ".jsonl",
        ".ndjson", ".sql", ".csv.gz", ".zip"];

    /// <summary>Whether a path is a table, or a folder that holds tables or KEEL folders.</summary>
    public static bool AreTables(string path) =>
        IsTable(path) || (Directory.Exists(path) && (Folds(path).Count > 0 || Files(path).Any()
            || Directory.EnumerateDirectories(path).Any(d => Folds(d).Count > 0)));

    public static bool IsTable(string path) => File.Exists(path) && TableFile.IsTable(path);

    /// <summary>
    /// Opens every data set below the given paths; files of a folder without a row, files of fewer than two
    /// classes, and folds that lack a class, are told.
    /// </summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="plan">How tables without official folds are split.</param>
    /// <param name="lenient">Whether bad rows are left out.</param>
    /// <param name="positive">The positive class of two, where it is named.</param>
    /// <param name="events">Who is told what people must know.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static IReadOnlyList<TableDataSet> Open(IEnumerable<string> paths, TableReadOptions options, FoldPlan plan, bool lenient,
        string? positive, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var sets = new List<TableDataSet>();
        string[] given = [.. paths];
        var all = given.SelectMany(p => Expand(p, events)).ToArray();
        foreach (var (path, name) in all.Zip(DataSetNames.Of(all)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((Directory.Exists(path) ? Official(path, name, options, plan)
                : Split(path, name, options, plan, events, lenient, inFolder: !given.Contains(path))) is { } set)
                sets.Add(WithPositive(set, positive ?? options.PositiveWhen?.Positive, events));
        }

        return sets;
    }

    private static string[] Expand(string path, IProgress<WorkflowEvent>? events)
    {
        if (IsTable(path))
            return [path];
        if (!Directory.Exists(path))
            throw new InputException(
                $"'{path}' is neither a table nor a folder of tables; a table ends in {string.Join(", ", Extensions)}");
        if (Folds(path).Count > 0)
            return [path];
        if (Directory.EnumerateFiles(path).FirstOrDefault(IsQuery) is { } query)
            events.Note($"'{query}' is a query, which runs where it is named and not out of a folder: give it on the command line if you "
                + $"trust it");
        var below = Directory.EnumerateDirectories(path).Where(d => Folds(d).Count > 0).Concat(Files(path)).Order(StringComparer.Ordinal)
            .ToArray();
        return below.Length > 0 ? below : throw new InputException(
            $"folder '{path}' holds no tables; a table ends in {string.Join(", ", Extensions)}");
    }

    /// <summary>The tables of a folder. A query is none of them: whoever filled the folder would run what they like.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => IsTable(f) && !IsQuery(f)
            && !Path.GetExtension(f).Equals(".txt", StringComparison.OrdinalIgnoreCase));

    private static bool IsQuery(string path) => Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>Training and test files of KEEL's folds, such as glass2-5-fold/glass2-5-1tra.dat.</summary>
    private static List<(string Training, string Test)> Folds(string folder) =>
        [.. Directory.EnumerateDirectories(folder, "*-fold").SelectMany(d => Directory.EnumerateFiles(d, "*tra.dat"))
            .Where(f => TrainingFile().IsMatch(f)).Order(StringComparer.Ordinal)
            .Select(f => (f, f[..^"tra.dat".Length] + "tst.dat"))];

    /// <summary>The positive class of two is named, or told.</summary>
    private static TableDataSet WithPositive(TableDataSet set, string? named, IProgress<WorkflowEvent>? events)
    {
        if (set.ClassNames.Count != 2)
            return named is null ? set : throw new InputException(
                $"data set '{set.Name}' has {set.ClassNames.Count} classes, and --positive is for two: leave it out, or name that data "
                + $"set in a call of its own");
        if (named is not null)
            return set.WithPositive(ClassTexts.IndexOf(set.ClassNames, named) is var place and >= 0 ? place
                : throw new InputException(
                $"--positive is '{named}'; the classes of data set '{set.Name}' are {string.Join(", ", set.ClassNames)}"));
        var counts = set.TrainingCounts();
        if (counts[0] != counts[1])
        {
            var (minority, other) = (set.ClassNames[set.PositiveClass], set.ClassNames[1 - set.PositiveClass]);
            events.Note($"{set.Name}: the positive class is '{minority}', the minority "
                + $"class{(PositiveChoice.IsAffirmative(other, minority) && !PositiveChoice.IsAffirmative(minority, other)
                    ? $"; --positive {CommandText.Quote(other)} looks for the other" : "")}");
            return set;
        }

        try
        {
            var choice = PositiveChoice.Of(set.ClassNames, counts, null);
            events.Note($"{set.Name}: the positive class is '{set.ClassNames[choice.Class]}', {choice.Reason}, for both are as common");
            return set.WithPositive(choice.Class);
        }
        catch (InputException fault)
        {
            throw new InputException($"data set '{set.Name}': {fault.Message}");
        }
    }

    private static TableDataSet Official(string folder, string name, TableReadOptions options, FoldPlan plan)
    {
        if ((options.Time is not null ? "--time" : options.Groups is not null ? "--groups" : plan.TogetherIfEqual ? "--equal-rows"
            : plan.Gap > 0 ? "--gap" : null) is { } other)
            throw new InputException(
                $"'{folder}' has official folds, and {other} asks for others: name its table file instead of the folder");
        Table? none = null;
        var folds = new List<TableFold>();
        foreach (var (training, test) in Folds(folder))
        {
            // One list of classes and categories for all folds: each file declares its own.
            var rows = TableFaults.InWords(() => TableFile.Read(training, options));
            none ??= rows.Select([]);
            var all = none.Concat(rows).Concat(TableFaults.InWords(() => TableFile.Read(test, options)));
            all = all.WithRowIds([.. Enumerable.Range(0, all.RowCount).Select(i => (long)i)]);
            folds.Add(new TableFold(folds.Count, all.Select([.. Enumerable.Range(0, rows.RowCount)]),
                all.Select([.. Enumerable.Range(rows.RowCount, all.RowCount - rows.RowCount)])));
        }

        return new TableDataSet(name, folds);
    }

    private static TableDataSet? Split(string path, string name, TableReadOptions options, FoldPlan plan, IProgress<WorkflowEvent>? events,
        bool lenient, bool inFolder)
    {
        var read = inFolder ? TableInput.OpenEvenEmpty(path, options, lenient, events, CancellationToken.None)
            : TableInput.Open(path, options, lenient, events, CancellationToken.None);
        var table = read.Table;
        if (table.RowCount == 0)
        {
            events.Warn($"{path} has no row; left out");
            return null;
        }

        if (table.Labels is not { } labels)
            throw new InputException($"'{path}' names no class column: give --target");
        ProvenanceTable.Refuse(path, table, "its folds would train on children of their test rows",
            ", and the resampler with --methods");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
        {
            events.Note($"{path}: {table.RowCount} rows of fewer than two classes; left out");
            return null;
        }

        SayColumns(path, read, events);
        var splits = Drawn(path, table, plan);
        foreach (var (fold, split) in splits.Index())
        {
            foreach (var warning in split.Warnings)
            {
                events.Note($"{path}, fold {fold}: {warning}");
            }
        }

        // Inner folds, which choose pipelines and thresholds, keep equal rows together too.
        return TableDataSet.FromSplits(name, plan.TogetherIfEqual ? table.WithGroups(RepeatedRows.Groups(table)) : table, splits);
    }

    /// <summary>Columns that name rows or subjects, or give the class away, and values that may mean missing.</summary>
    public static void SayColumns(string path, TableReadResult read, IProgress<WorkflowEvent>? events)
    {
        foreach (var suspect in SuspectColumns.Of(read.Table))
        {
            var quoted = CommandText.Quote(suspect.Column);
            if (suspect.Suspicion == ColumnSuspicion.NamesRows && read.Table[suspect.Column].Kind == ColumnKind.Categorical)
            {
                throw new InputException(read.Doubts.FirstOrDefault(d => d.Name == suspect.Column && d.IsOpen) is { } doubt
                    ? $"'{path}': {TableFaults.Describe(doubt)}; as it is, every name would become a column"
                    : $"'{path}': column '{suspect.Column}' names rows ({suspect.Evidence}), and every name would become a column: "
                        + $"--exclude {quoted}");
            }

            events?.Report(new Note(suspect.Suspicion == ColumnSuspicion.NamesSubjects ? NoteKind.Warning : NoteKind.Information,
                suspect.Suspicion switch
            {
                ColumnSuspicion.NamesSubjects =>
                    $"{path}: column '{suspect.Column}' names subjects that are measured repeatedly ({suspect.Evidence}): --groups "
                    + $"{quoted} keeps each in one fold, else a model is tested on whom it knows",
                ColumnSuspicion.NamesRows =>
                    $"{path}: column '{suspect.Column}' names rows ({suspect.Evidence}): --exclude {quoted} unless it is there when a "
                    + $"model is asked",
                _ => $"{path}: column '{suspect.Column}' gives the class away ({suspect.Evidence}): --exclude {quoted} unless it is "
                    + $"there when a model is asked",
            }));
        }

        foreach (var sentinel in SentinelColumn.Of(read.Table))
        {
            events.Warn(string.Create(CultureInfo.InvariantCulture,
                $"{path}: column '{sentinel.Column}': {sentinel.Evidence}: if it means missing, --missing {sentinel.Value:R}"));
        }
    }

    private static IReadOnlyList<Split> Drawn(string path, Table table, FoldPlan plan)
    {
        try
        {
            return plan.Of(table);
        }
        catch (Exception fault) when (fault is ArgumentException or InputException)
        {
            throw new InputException($"'{path}': {InputFault.Text(fault)}");
        }
    }

    [GeneratedRegex(@"-\d+-\d+tra\.dat$")]
    private static partial Regex TrainingFile();
}
