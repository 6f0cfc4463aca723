using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data;
using Counterpoise.Profiles;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The profile of a table, as options of the command line and as tables.</summary>
internal static class TableProfileOutput
{
    private static readonly Option<bool> SkipOverlap = new("--no-overlap") { Description =
        "For tables: leave out the measures of overlap, which compare every row with every other." };

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Profiling tables", SkipOverlap, TableArguments.Advisor, LargeProfileOutput.Memory);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting]);
    }

    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        if (LargeProfileOutput.IsAsked(parsed))
        {
            return LargeProfileOutput.Run(parsed, path, [SkipOverlap, TableArguments.Advisor,
                .. TableOptions.Reading.Concat(TableOptions.Splitting).Where(o => o != TableOptions.Target)], cancellationToken);
        }

        var options = new TableProfilingOptions
        {
            Path = path,
            Reading = TableOptions.Read(parsed, path),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            MeasuresOverlap = !parsed.GetValue(SkipOverlap),
            Advisor = parsed.GetValue(TableArguments.Advisor),
        };
        var profile = TableProfiling.Run(options, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(Document(path, profile));
            return ExitCode.Ok;
        }

        WriteClasses(profile.Read.Table, profile.Classes, profile.Overlap);
        WriteMeasures(profile);
        Terminal.WriteTable("advice", ["", "what", "because"],
            profile.Advice.Select(a => new[] { a.Kind == AdviceKind.Do ? "do" : "do not", a.What, a.Evidence }));
        foreach (var note in profile.Notes.Concat(profile.Overlap?.Notes ?? []))
        {
            Terminal.Say(note);
        }

        return ExitCode.Ok;
    }

    private static object Document(string path, TableProfile p) => new
    {
        path,
        rows = p.Read.Table.RowCount,
        columns = p.Read.Table.Columns.Select(c => new { c.Name, c.Kind, missing = c.MissingCount }),
        p.Suspects,
        doubts = p.Read.Doubts,
        p.Sentinels,
        missingTexts = p.Read.MissingTexts,
        p.WeightShares,
        p.Classes,
        overlap = p.Overlap is null ? null : p.Overlap with { Kdn = [] },
        p.Advice,
        p.Augmentation,
        p.Notes,
    };

    /// <summary>How missing values are written where they are not empty.</summary>
    private static string Written(TableReadResult read, string column) =>
        read.MissingTexts.GetValueOrDefault(column) is { Count: > 0 } texts
            ? $", written {string.Join(" and ", texts.Keys.Take(3).Select(t => $"'{t}'"))}" : "";

    private static void WriteClasses(Table table, ClassProfile profile, OverlapProfile? overlap) =>
        Terminal.WriteTable($"{table.RowCount} rows, {table.Columns.Count} columns",
            ["class", ">rows", ">prior", ">1 in", ">effective number", ">kDN", ">N3", ">small pieces"],
            profile.Classes.Select((c, i) => new[]
        {
            c.Name, c.Count.ToString(CultureInfo.InvariantCulture), DataAdvice.Percent(c.Share), Text(c.RatioToLargest, "0.0"),
                Text(c.EffectiveNumber, "0.0"),
            Text(overlap?.Classes[i].MeanKdn, "0.000"), Text(overlap?.Classes[i].NearestNeighborError, "0.000"),
                overlap is null ? "–" : overlap.Classes[i].SmallDisjuncts.ToString(CultureInfo.InvariantCulture),
        }));

    private static void WriteMeasures(TableProfile profile)
    {
        var (read, p, o) = (profile.Read, profile.Classes, profile.Overlap);
        var table = read.Table;
        var gaps = table.Columns.Where(c => c.MissingCount > 0).ToArray();
        var rows = new List<string[]>
        {
            new[] { "imbalance ratio", Text(p.ImbalanceRatio, "0.00"), "rows of the largest class per row of the smallest" },
            new[] { "standard deviation", Text(p.StandardDeviation, "0.0000"), "of the class frequencies; 0 is balanced" },
            new[] { "entropy", Text(p.NormalizedEntropy, "0.0000"), "over its largest value; 1 is balanced" },
            new[] { "imbalance degree", Text(p.LikelihoodRatioImbalanceDegree, "0.0000"),
                string.Create(CultureInfo.InvariantCulture,
                $"likelihood ratio; 0 is balanced, {ImbalanceDegree.LargestLikelihoodRatio(p.RowCount, p.Classes.Count):0} is one class "
                + $"alone") },
            new[] { "columns with missing values", gaps.Length.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", gaps.Take(5).Select(c => $"{c.Name} ({c.MissingCount}{Written(read, c.Name)})")) },
        };
        if (profile.WeightShares is { } shares)
            rows.Add(["weighted shares", "", string.Join(", ", shares.Select(s => $"{s.Key} {Text(s.Value, "0.0%")}"))]);
        if (o is not null)
        {
            rows.Add(["N1", Text(o.N1, "0.000"), "share of rows on the border of a class"]);
            rows.Add(["N2", Text(o.N2, "0.000"), "distance within classes over distance between them"]);
            rows.Add(["N3", Text(o.N3, "0.000"), "error of the nearest neighbour"]);
            rows.Add(["kDN", Text(o.MeanKdn, "0.000"), "neighbours with another label"]);
            rows.Add(["F1", Text(o.FisherComplexity, "0.000"), "small where one column alone separates the classes"]);
            rows.Add(["repeated rows", o.DuplicateRows.ToString(CultureInfo.InvariantCulture), ""]);
            rows.Add(["conflicting rows", o.ConflictingRows.ToString(CultureInfo.InvariantCulture), "equal features, different labels"]);
        }

        Terminal.WriteTable("measures", ["measure", ">value", "meaning"], rows);
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
