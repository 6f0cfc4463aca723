using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data;
using Counterpoise.Pipelines;
using Counterpoise.Profiles;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Profiles a table: classes, gaps, overlap, and advice with its evidence.</summary>
internal static class TableProfiling
{
    // Beyond, people want to know what takes so long.
    private const int LargeTable = 100_000;

    // Neighbours are searched among this many rows: the error of a mean over them is below 0.01, and it takes seconds.
    private const int OverlapRows = 20_000;

    // Names become columns of 0 and 1; beyond this many the distances cost minutes and say little.
    private const int MostColumns = 1000;

    private static readonly Option<bool> SkipOverlap = new("--no-overlap") { Description = "For tables: leave out the measures of overlap, which compare every row with every other." };

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Profiling tables", SkipOverlap, SyntheticAdvice.Advisor);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting]);
    }

    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var read = TableOptions.Open(path, parsed, Terminal.Say, cancellationToken);
        var table = read.Table;
        if (table.Labels is not { } labels)
            throw new InputException($"'{path}' names no class column: give --target; the columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        if (labels.ClassCounts().Count(c => c > 0) < 2)
            throw new InputException($"'{path}' holds one class, '{labels.Classes[labels[0]]}', in its {labels.Count} rows; imbalance is between two at least");
        var classes = ClassProfile.OfLabels(labels.Codes, labels.Classes);
        // What is known at once is said at once: the measures may take a while.
        if (table.RowCount > LargeTable)
            Terminal.Say($"{table.RowCount} rows: {string.Join(", ", classes.Classes.OrderByDescending(c => c.Count).Take(10).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Count}")))}; looking at the columns");
        var notes = new List<string>();
        var suspects = SuspectColumns.Of(table);
        // A column of mistyped numbers looks like one that names rows, and is measured with neither.
        SuspectColumn[] judged = [.. suspects.Where(s => read.Doubts.All(d => d.Name != s.Column || !d.IsOpen))];
        if (suspects.Where(s => s.Suspicion == ColumnSuspicion.NamesRows).Select(s => s.Column).Except(judged.Select(s => s.Column)).ToArray() is { Length: > 0 } open)
            notes.Add($"without {(open.Length == 1 ? "column" : "columns")} {string.Join(", ", open.Select(c => $"'{c}'"))}, whose values could not be read as what they are, neither overlap nor repeated rows say much: mend that first");
        var overlap = parsed.GetValue(SkipOverlap) ? null : Measure(table, labels, suspects, notes, cancellationToken);
        var (augmentation, synthetic) = SyntheticAdvice.Of(parsed, WithoutIds(table, suspects), notes, cancellationToken);
        var sentinels = SentinelColumn.Of(table);
        Advice[] advice = [.. read.Doubts.Select(OfDoubt), .. sentinels.Select(OfSentinel), .. DataAdvice.Of(classes, overlap, judged), .. synthetic];
        if (judged.Where(s => s.Suspicion == ColumnSuspicion.NamesSubjects).Select(s => s.Column).ToArray() is { Length: > 0 } subjects)
            notes.Add($"compare keeps the rows of a subject in one fold by --groups {CommandText.Quote(subjects[0])}");
        if (judged.Where(s => s.Suspicion != ColumnSuspicion.NamesSubjects).Select(s => s.Column).ToArray() is { Length: > 0 } left)
            notes.Add($"once the columns above are judged, profile again: --exclude {Columns(left)}");
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { path, rows = table.RowCount, columns = table.Columns.Select(c => new { c.Name, c.Kind, missing = c.MissingCount }), suspects = judged, doubts = read.Doubts, sentinels, missingTexts = read.MissingTexts, weightShares = WeightShares(table), classes, overlap = overlap is null ? null : overlap with { Kdn = [] }, advice, augmentation, notes });
            return ExitCode.Ok;
        }

        WriteClasses(table, classes, overlap);
        WriteMeasures(read, classes, overlap);
        Terminal.WriteTable("advice", ["", "what", "because"], advice.Select(a => new[] { a.Kind == AdviceKind.Do ? "do" : "do not", a.What, a.Evidence }));
        foreach (var note in notes.Concat(overlap?.Notes ?? []))
        {
            Terminal.Say(note);
        }

        return ExitCode.Ok;
    }

    private static Advice OfDoubt(DoubtfulColumn doubt) => new(AdviceKind.Do, doubt.Doubt switch
    {
        ColumnDoubt.WrittenNumbers => $"read column '{doubt.Name}' as numbers: {TableFaults.Remedy(doubt)}",
        ColumnDoubt.Dates => $"decide about the dates of column '{doubt.Name}': {TableFaults.Remedy(doubt)}",
        ColumnDoubt.LeadingZeros or ColumnDoubt.LongIntegers => $"say what column '{doubt.Name}' is: {TableFaults.Remedy(doubt)}",
        _ => $"mend column '{doubt.Name}', or say what its texts mean (--missing, --numeric): as it is, its numbers are names",
    }, doubt.Doubt is ColumnDoubt.NotNumbers or ColumnDoubt.WrittenNumbers
        ? $"{doubt.Others} of its {doubt.Numbers + doubt.Others} values {(doubt.Others == 1 ? "is no number" : "are no numbers")}, {doubt.First[0]}"
        : $"{doubt.First[0]}");

    private static Advice OfSentinel(SentinelColumn sentinel) => new(AdviceKind.Do, string.Create(CultureInfo.InvariantCulture, $"say whether {sentinel.Value:R} means missing in column '{sentinel.Column}' (--missing {sentinel.Value:R})"), sentinel.Evidence);

    /// <summary>How gaps are written where they are not empty.</summary>
    private static string Written(TableReadResult read, string column) =>
        read.MissingTexts.GetValueOrDefault(column) is { Count: > 0 } texts ? $", written {string.Join(" and ", texts.Keys.Take(3).Select(t => $"'{t}'"))}" : "";

    private static string Columns(string[] names) =>
        names.Any(n => n.Contains(',', StringComparison.Ordinal)) ? string.Join(' ', names.Select(n => $"\"{n}\"")) : $"\"{string.Join(',', names)}\"";

    private static OverlapProfile? Measure(Table table, Labels labels, IReadOnlyList<SuspectColumn> suspects, List<string> notes, CancellationToken cancellationToken)
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
            notes.Add($"overlap is measured on up to {MostColumns} columns, names counted one by one: --exclude columns of many names, or give some column that names no row");
            return null;
        }

        var all = table.RowCount;
        if (all > OverlapRows)
        {
            table = table.Select(StratifiedSplit.Of(labels.Codes, (double)OverlapRows / all, 0, new RandomStream(0, "overlap rows"), MissingClassPolicy.Warn).Test);
            labels = table.RequireLabels();
            if (labels.ClassCounts().Count(c => c > 0) < 2)
            {
                notes.Add("the rarer classes have too few rows for a sample: overlap was not measured");
                return null;
            }

            Terminal.Say($"measuring overlap on a stratified sample of {table.RowCount} rows");
        }

        var preparation = FeaturePreparation.Fit(table);
        notes.Add($"overlap is measured on {(all > OverlapRows ? $"a stratified sample of {table.RowCount} of {all} rows" : "all rows")}{(ids > 0 ? ", without the columns that name rows," : "")} with gaps filled, categories encoded and columns standardised; nothing is learned from it");
        return Overlap.Of(preparation.Apply(table), labels.Codes.ToArray(), labels.Classes, cancellationToken: cancellationToken);
    }

    private static Table WithoutIds(Table table, IReadOnlyList<SuspectColumn> suspects) => table.Without([.. suspects.Where(s => s.Suspicion == ColumnSuspicion.NamesRows).Select(s => s.Column)]);

    private static void WriteClasses(Table table, ClassProfile profile, OverlapProfile? overlap) =>
        Terminal.WriteTable($"{table.RowCount} rows, {table.Columns.Count} columns", ["class", ">rows", ">share", ">1 in", ">effective number", ">kDN", ">N3", ">small pieces"], profile.Classes.Select((c, i) => new[]
        {
            c.Name, c.Count.ToString(CultureInfo.InvariantCulture), DataAdvice.Percent(c.Share), Text(c.RatioToLargest, "0.0"), Text(c.EffectiveNumber, "0.0"),
            Text(overlap?.Classes[i].MeanKdn, "0.000"), Text(overlap?.Classes[i].NearestNeighborError, "0.000"), overlap is null ? "–" : overlap.Classes[i].SmallDisjuncts.ToString(CultureInfo.InvariantCulture),
        }));

    /// <summary>The share of each class by the weights of its rows; null where rows have none.</summary>
    private static Dictionary<string, double>? WeightShares(Table table)
    {
        if (table.Weights is not { } weights || !(weights.Sum() > 0))
            return null;
        var (labels, total) = (table.RequireLabels(), weights.Sum());
        return labels.Classes.Index().ToDictionary(c => c.Item, c => Enumerable.Range(0, weights.Length).Where(i => labels[i] == c.Index).Sum(i => weights[i]) / total);
    }

    private static void WriteMeasures(TableReadResult read, ClassProfile p, OverlapProfile? o)
    {
        var table = read.Table;
        var gaps = table.Columns.Where(c => c.MissingCount > 0).ToArray();
        var rows = new List<string[]>
        {
            new[] { "imbalance ratio", Text(p.ImbalanceRatio, "0.00"), "rows of the largest class per row of the smallest" },
            new[] { "standard deviation", Text(p.StandardDeviation, "0.0000"), "of the class frequencies; 0 is balanced" },
            new[] { "entropy", Text(p.NormalizedEntropy, "0.0000"), "over its largest value; 1 is balanced" },
            new[] { "imbalance degree", Text(p.LikelihoodRatioImbalanceDegree, "0.0000"), string.Create(CultureInfo.InvariantCulture, $"likelihood ratio; 0 is balanced, {ImbalanceDegree.LargestLikelihoodRatio(p.RowCount, p.Classes.Count):0} is one class alone") },
            new[] { "columns with gaps", gaps.Length.ToString(CultureInfo.InvariantCulture), string.Join(", ", gaps.Take(5).Select(c => $"{c.Name} ({c.MissingCount}{Written(read, c.Name)})")) },
        };
        if (WeightShares(table) is { } shares)
            rows.Add(["weighted shares", "", string.Join(", ", shares.Select(s => $"{s.Key} {Text(s.Value, "0.0%")}"))]);
        if (o is not null)
        {
            rows.Add(["N1", Text(o.N1, "0.000"), "share of rows on the border of a class"]);
            rows.Add(["N2", Text(o.N2, "0.000"), "distance within classes over distance between them"]);
            rows.Add(["N3", Text(o.N3, "0.000"), "error of the nearest neighbour"]);
            rows.Add(["kDN", Text(o.MeanKdn, "0.000"), "neighbours with another label"]);
            rows.Add(["F1", Text(o.FisherComplexity, "0.000"), "small where one column alone parts the classes"]);
            rows.Add(["repeated rows", o.DuplicateRows.ToString(CultureInfo.InvariantCulture), ""]);
            rows.Add(["conflicting rows", o.ConflictingRows.ToString(CultureInfo.InvariantCulture), "equal features, different labels"]);
        }

        Terminal.WriteTable("measures", ["measure", ">value", "meaning"], rows);
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
