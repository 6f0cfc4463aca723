using System.Text.RegularExpressions;
using Counterpoise.Data;
using Counterpoise.Experiments;
using Counterpoise.Profiles;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Finds the data sets of a comparison: files, folders of files, and KEEL folders with their official folds.</summary>
internal static partial class TableInputs
{
    public static string[] Extensions { get; } = [".csv", ".tsv", ".tab", ".txt", ".dat", ".arff", ".parquet", ".json", ".jsonl", ".ndjson", ".sql"];

    /// <summary>Whether a path is a table, or a folder that holds tables or KEEL folders.</summary>
    public static bool AreTables(string path) =>
        IsTable(path) || (Directory.Exists(path) && (Folds(path).Count > 0 || Files(path).Any() || Directory.EnumerateDirectories(path).Any(d => Folds(d).Count > 0)));

    public static bool IsTable(string path) => File.Exists(path) && Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens every data set below the given paths; files of fewer than two classes, and folds that lack a class, are told to <c>say</c>.</summary>
    public static IReadOnlyList<TableDataSet> Open(IEnumerable<string> paths, TableReadOptions options, FoldPlan plan, Action<string> say, CancellationToken cancellationToken)
    {
        var sets = new List<TableDataSet>();
        var all = paths.SelectMany(p => Expand(p, say)).ToArray();
        foreach (var (path, name) in all.Zip(DataSetNames.Of(all)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Directory.Exists(path))
                sets.Add(Official(path, name, options));
            else if (Split(path, name, options, plan, say) is { } set)
                sets.Add(set);
        }

        return sets;
    }

    private static IEnumerable<string> Expand(string path, Action<string> say)
    {
        if (IsTable(path))
            return [path];
        if (!Directory.Exists(path))
            throw new InputException($"'{path}' is neither a table nor a folder of tables; a table ends in {string.Join(", ", Extensions)}");
        if (Folds(path).Count > 0)
            return [path];
        if (Directory.EnumerateFiles(path).FirstOrDefault(IsQuery) is { } query)
            say($"'{query}' is a query, which runs where it is named and not out of a folder: give it on the command line if you trust it");
        var below = Directory.EnumerateDirectories(path).Where(d => Folds(d).Count > 0).Concat(Files(path)).Order(StringComparer.Ordinal).ToArray();
        return below.Length > 0 ? below : throw new InputException($"folder '{path}' holds no tables; a table ends in {string.Join(", ", Extensions)}");
    }

    /// <summary>The tables of a folder. A query is none of them: whoever filled the folder would run what they like.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => IsTable(f) && !IsQuery(f) && !Path.GetExtension(f).Equals(".txt", StringComparison.OrdinalIgnoreCase));

    private static bool IsQuery(string path) => Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase);

    /// <summary>Training and test files of KEEL's folds, such as glass2-5-fold/glass2-5-1tra.dat.</summary>
    private static List<(string Training, string Test)> Folds(string folder) =>
        [.. Directory.EnumerateDirectories(folder, "*-fold").SelectMany(d => Directory.EnumerateFiles(d, "*tra.dat")).Where(f => TrainingFile().IsMatch(f)).Order(StringComparer.Ordinal)
            .Select(f => (f, f[..^"tra.dat".Length] + "tst.dat"))];

    private static TableDataSet Official(string folder, string name, TableReadOptions options)
    {
        if ((options.Time is not null ? "--time" : options.Groups is not null ? "--groups" : null) is { } other)
            throw new InputException($"'{folder}' has official folds, and {other} asks for others: name its table file instead of the folder");
        Table? none = null;
        var folds = new List<TableFold>();
        foreach (var (training, test) in Folds(folder))
        {
            // One list of classes and categories for all folds: each file declares its own.
            var rows = TableFile.Read(training, options);
            none ??= rows.Select([]);
            var all = none.Concat(rows).Concat(TableFile.Read(test, options));
            all = all.WithRowIds([.. Enumerable.Range(0, all.RowCount).Select(i => (long)i)]);
            folds.Add(new TableFold(folds.Count, all.Select([.. Enumerable.Range(0, rows.RowCount)]), all.Select([.. Enumerable.Range(rows.RowCount, all.RowCount - rows.RowCount)])));
        }

        return new TableDataSet(name, folds);
    }

    private static TableDataSet? Split(string path, string name, TableReadOptions options, FoldPlan plan, Action<string> say)
    {
        var read = TableOptions.Open(path, options, lenient: false, say, CancellationToken.None);
        var table = read.Table;
        if (table.Labels is not { } labels)
            throw new InputException($"'{path}' names no class column: give --target");
        if (ProvenanceTable.Is(table))
            throw new InputException($"'{path}' was written by resample: its folds would train on children of their test rows; give the table that it was made from, and the resampler with --methods");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
        {
            say($"{path}: {table.RowCount} rows of fewer than two classes; left out");
            return null;
        }

        foreach (var suspect in SuspectColumns.Of(table))
        {
            if (suspect.Suspicion == ColumnSuspicion.NamesRows && table[suspect.Column].Kind == ColumnKind.Categorical)
                throw new InputException(read.Doubts.FirstOrDefault(d => d.Name == suspect.Column) is { } doubt ? $"'{path}': {doubt}; as it is, every name would become a column" : $"'{path}': column '{suspect.Column}' names rows ({suspect.Evidence}), and every name would become a column: --exclude it");
            say($"{path}: column '{suspect.Column}' {(suspect.Suspicion == ColumnSuspicion.NamesRows ? "names rows" : "gives the class away")} ({suspect.Evidence}): --exclude it unless it is there when a model is asked");
        }

        var splits = Drawn(path, table, plan);
        foreach (var (fold, split) in splits.Index())
        {
            foreach (var warning in split.Warnings)
            {
                say($"{path}, fold {fold}: {warning}");
            }
        }

        return TableDataSet.FromSplits(name, table, splits);
    }

    private static IReadOnlyList<Split> Drawn(string path, Table table, FoldPlan plan)
    {
        try
        {
            return plan.Of(table);
        }
        catch (Exception fault) when (fault is ArgumentException or InputException)
        {
            throw new InputException($"'{path}': {CommandLine.ForPeople(fault)}");
        }
    }

    [GeneratedRegex(@"-\d+-\d+tra\.dat$")]
    private static partial Regex TrainingFile();
}
