using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data;
using Counterpoise.Pipelines;
using Counterpoise.Profiles;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Profiles a table: classes, gaps, overlap, and advice with its evidence.</summary>
internal static class TableProfiling
{
    // Names become columns of 0 and 1; beyond this many the distances cost minutes and say little.
    private const int MostColumns = 1000;

    private static readonly Option<bool> SkipOverlap = new("--no-overlap") { Description = "For tables: leave out the measures of overlap, which compare every row with every other." };

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Profiling tables", SkipOverlap, SyntheticAdvice.Advisor);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting, TableOptions.Lenient]);
    }

    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var read = TableOptions.Open(path, parsed, Terminal.Say, cancellationToken);
        var table = read.Table;
        if (table.Labels is not { } labels)
            throw new InputException($"'{path}' names no class column: give --target; the columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
        var classes = ClassProfile.OfLabels(labels.Codes, labels.Classes);
        var notes = new List<string>();
        var suspects = SuspectColumns.Of(table);
        var overlap = parsed.GetValue(SkipOverlap) ? null : Measure(table, labels, suspects, notes, cancellationToken);
        var (augmentation, synthetic) = SyntheticAdvice.Of(parsed, WithoutIds(table, suspects), notes, cancellationToken);
        // A column of mistyped numbers looks like one that names rows.
        SuspectColumn[] judged = [.. suspects.Where(s => read.Doubts.All(d => d.Name != s.Column))];
        Advice[] advice = [.. read.Doubts.Select(OfDoubt), .. DataAdvice.Of(classes, overlap, judged), .. synthetic];
        if (judged.Length > 0)
            notes.Add($"once the columns above are judged, profile again: --exclude {Columns([.. judged.Select(s => s.Column)])}");
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { path, rows = table.RowCount, columns = table.Columns.Select(c => new { c.Name, c.Kind, missing = c.MissingCount }), suspects = judged, doubts = read.Doubts, classes, overlap = overlap is null ? null : overlap with { Kdn = [] }, advice, augmentation, notes });
            return ExitCode.Ok;
        }

        WriteClasses(table, classes, overlap);
        WriteMeasures(table, classes, overlap);
        Terminal.WriteTable("advice", ["", "what", "because"], advice.Select(a => new[] { a.Kind == AdviceKind.Do ? "do" : "do not", a.What, a.Evidence }));
        foreach (var note in notes.Concat(overlap?.Notes ?? []))
        {
            Terminal.Say(note);
        }

        return ExitCode.Ok;
    }

    private static Advice OfDoubt(DoubtfulColumn doubt) => new(AdviceKind.Do,
        doubt.DecimalComma ? $"read column '{doubt.Name}' with a decimal comma (--decimal ,): as it is, its numbers are names" : $"mend column '{doubt.Name}', or say what its texts mean (--missing, --numeric): as it is, its numbers are names",
        $"{doubt.Others} of its {doubt.Numbers + doubt.Others} values {(doubt.Others == 1 ? "is no number" : "are no numbers")}, {doubt.First[0]}");

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

        var preparation = FeaturePreparation.Fit(table);
        notes.Add($"overlap is measured on all rows{(ids > 0 ? ", without the columns that name rows," : "")} with gaps filled, categories encoded and columns standardised; nothing is learned from it");
        return Overlap.Of(preparation.Apply(table), labels.Codes.ToArray(), labels.Classes, cancellationToken: cancellationToken);
    }

    private static Table WithoutIds(Table table, IReadOnlyList<SuspectColumn> suspects) => table.Without([.. suspects.Where(s => s.Suspicion == ColumnSuspicion.NamesRows).Select(s => s.Column)]);

    private static void WriteClasses(Table table, ClassProfile profile, OverlapProfile? overlap) =>
        Terminal.WriteTable($"{table.RowCount} rows, {table.Columns.Count} columns", ["class", ">rows", ">share", ">1 in", ">effective number", ">kDN", ">N3", ">small pieces"], profile.Classes.Select((c, i) => new[]
        {
            c.Name, c.Count.ToString(CultureInfo.InvariantCulture), Text(c.Share, "0.0%"), Text(c.RatioToLargest, "0.0"), Text(c.EffectiveNumber, "0.0"),
            Text(overlap?.Classes[i].MeanKdn, "0.000"), Text(overlap?.Classes[i].NearestNeighborError, "0.000"), overlap is null ? "–" : overlap.Classes[i].SmallDisjuncts.ToString(CultureInfo.InvariantCulture),
        }));

    private static void WriteMeasures(Table table, ClassProfile p, OverlapProfile? o)
    {
        var gaps = table.Columns.Where(c => c.MissingCount > 0).ToArray();
        var rows = new List<string[]>
        {
            new[] { "imbalance ratio", Text(p.ImbalanceRatio, "0.00"), "rows of the largest class per row of the smallest" },
            new[] { "standard deviation", Text(p.StandardDeviation, "0.0000"), "of the class frequencies; 0 is balanced" },
            new[] { "entropy", Text(p.NormalizedEntropy, "0.0000"), "over its largest value; 1 is balanced" },
            new[] { "imbalance degree", Text(p.LikelihoodRatioImbalanceDegree, "0.0000"), string.Create(CultureInfo.InvariantCulture, $"likelihood ratio; 0 is balanced, {ImbalanceDegree.LargestLikelihoodRatio(p.RowCount, p.Classes.Count):0} is one class alone") },
            new[] { "columns with gaps", gaps.Length.ToString(CultureInfo.InvariantCulture), string.Join(", ", gaps.Take(5).Select(c => $"{c.Name} ({c.MissingCount})")) },
        };
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
