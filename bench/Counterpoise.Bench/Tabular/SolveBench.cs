using System.Globalization;
using System.Text.Json;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Tabular;

/// <summary>
/// <c>solve</c> beside LightGBM with a tuned threshold at the same processor time, on 20 tables: macro-F1 and balanced accuracy on
/// outer folds, mean ranks, Friedman's and Wilcoxon's tests over the tables. Each fold of a table goes into a file as it is done, and is
/// not done again.
/// </summary>
internal static class SolveBench
{
    private static readonly string[] Metrics = ["macro_f1", "balanced_accuracy"];

    private static readonly string[] Own = ["ai4i", "mc1", "lending-club", "shuttle", "satellite", "newthyroid", "heroin", "crack"];

    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var data = Value("--data", Path.Combine("..", "shared", "data"));
        var seconds = double.Parse(Value("--seconds", "24"), CultureInfo.InvariantCulture);
        var folds = int.Parse(Value("--folds", "5"), CultureInfo.InvariantCulture);
        var file = Value("--cells", "solve-cells.jsonl");
        string[] names = Value("--tables", "") is { Length: > 0 } asked ? asked.Split(',') : [.. Tables(data)];
        var done = File.Exists(file) ? File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Cell>(line)!).ToList() : [];
        foreach (var name in names)
        {
            var table = Read(name, data);
            foreach (var metric in Metrics)
            {
                // As solve shares its time: a part for each outer fold, and one for the search on all rows.
                foreach (var cell in Fold(name, table, metric, folds, seconds / (folds + 1), done))
                {
                    done.Add(cell);
                    File.AppendAllText(file, JsonSerializer.Serialize(cell) + "\n");
                    Console.Error.WriteLine(FormattableString.Invariant(
                        $"{name} {metric} fold {cell.Fold}: {string.Join(' ', cell.Values.Select(v => $"{v.Key} {v.Value:0.000}"))}"));
                }
            }
        }

        Write([.. done.Where(c => c.Folds == folds && c.Seconds == seconds && names.Contains(c.Table))], folds);
        return 0;
    }

    private static IEnumerable<Cell> Fold(string name, Table table, string metric, int folds, double slice, List<Cell> done)
    {
        var options = new SolveOptions { Metric = metric, OuterFolds = folds, Budget = TimeSpan.FromSeconds(slice * (folds + 1)) };
        foreach (var (i, split) in CandidateScoring.Folds(table, folds, new RandomStream(options.Seed, "outer")).Index())
        {
            if (done.Any(c => (c.Table, c.Metric, c.Fold, c.Folds) == (name, metric, i + 1, folds) && c.Seconds == slice * (folds + 1)))
                continue;
            var (training, test) = (table.Select(split.Train), table.Select(split.Test));
            var scoring = new CandidateScoring(metric, options.InnerFolds, options.Seed);
            var trials = new HalvingSearch(options, TimeSpan.FromSeconds(slice), null, ProcessorTime()).Run(training,
                CancellationToken.None);
            var (boosting, drawn) = Boosting(scoring, training, options.Seed, slice);
            double Score(SolveCandidate candidate) => scoring.Outer(candidate, training, test, CancellationToken.None);
            yield return new Cell(name, metric, i + 1, folds, slice * (folds + 1), new Dictionary<string, double>
            {
                [nameof(SolveArm.Solve)] = Score(trials[0].Candidate), [nameof(SolveArm.Boosting)] = Score(boosting),
                [nameof(SolveArm.Defaults)] = Score(SolveCandidate.Boosting), [nameof(SolveArm.Linear)] = Score(SolveCandidate.Linear),
            }, trials.Count, drawn, trials[0].Candidate.Name, boosting.Name);
        }
    }

    /// <summary>The best of LightGBM's options on inner folds, drawn as the search of solve draws them, until the time is over.</summary>
    private static (SolveCandidate Best, int Drawn) Boosting(CandidateScoring scoring, Table training, ulong seed, double seconds)
    {
        var spent = ProcessorTime();
        var (best, value, drawn) = (SolveCandidate.Boosting, scoring.Inner(SolveCandidate.Boosting, training, CancellationToken.None), 1);
        for (var i = 0; spent().TotalSeconds < seconds; i++)
        {
            if (SolveSpace.Columns.Draw(seed, i) is not { Classifier: "boosting" } other)
                continue;
            var candidate = other with { Method = SolveCandidate.Boosting.Method };
            var found = scoring.Inner(candidate, training, CancellationToken.None);
            drawn++;
            if (found > value)
                (best, value) = (candidate, found);
        }

        return (best, drawn);
    }

    /// <summary>Processor time from now on, which other work on the machine does not take away.</summary>
    private static Func<TimeSpan> ProcessorTime()
    {
        var before = Environment.CpuUsage.TotalTime;
        return () => Environment.CpuUsage.TotalTime - before;
    }

    private static void Write(IReadOnlyList<Cell> cells, int folds)
    {
        string[] arms = Enum.GetNames<SolveArm>();
        foreach (var metric in Metrics)
        {
            // A table counts where all its folds are there.
            var tables = cells.Where(c => c.Metric == metric).GroupBy(c => c.Table).Where(g => g.Count() == folds).ToList();
            double[][] means = [.. tables.Select(g => arms.Select(a => g.Average(c => c.Values[a])).ToArray())];
            Console.WriteLine($"\n### {metric}, {tables.Count} tables\n\n| table | {string.Join(" | ", arms)} | pipelines tried: Solve, "
                + $"Boosting |\n|---|{string.Concat(arms.Select(_ => "---|"))}---|");
            foreach (var (group, mean) in tables.Zip(means))
                Console.WriteLine(FormattableString.Invariant($"| {group.Key} | {string.Join(" | ", mean.Select(Text))} | ")
                    + FormattableString.Invariant($"{group.Average(c => c.Trials):0}, {group.Average(c => c.Drawn):0} |"));
            if (means.Length < 2)
                continue;
            var friedman = Friedman.Of(means);
            Console.WriteLine($"| **mean** | {string.Join(" | ", arms.Select((_, a) => Text(means.Average(m => m[a]))))} | |");
            Console.WriteLine($"| **mean rank** | {string.Join(" | ", friedman.MeanRanks.Select(Text))} | |");
            Console.WriteLine(FormattableString.Invariant(
                $"\nFriedman: p = {friedman.Test.PValue:0.0000}, critical difference of ranks {friedman.CriticalDifference:0.00}.\n"));
            Tests(arms, means);
        }
    }

    private static void Tests(string[] arms, double[][] means)
    {
        double[] own = [.. means.Select(m => m[0])];
        double[][] others = [.. Enumerable.Range(1, arms.Length - 1).Select(a => means.Select(m => m[a]).ToArray())];
        double[] raw = [.. others.Select(o => WilcoxonSignedRank.Of(own, o).PValue)];
        var holm = Holm.Adjust(raw);
        Console.WriteLine("| Solve less | mean difference | 95% interval | won, tied, lost | Wilcoxon p | after Holm |\n"
            + "|---|---|---|---|---|---|");
        foreach (var (i, other) in others.Index())
        {
            var interval = PairedTest.Interval(own, other);
            var (won, lost) = (own.Zip(other).Count(p => p.First > p.Second), own.Zip(other).Count(p => p.First < p.Second));
            Console.WriteLine(FormattableString.Invariant(
                $"| {arms[i + 1]} | {own.Average() - other.Average():+0.0000;-0.0000} | {interval.Lower:+0.0000;-0.0000} to ")
                + FormattableString.Invariant($"{interval.Upper:+0.0000;-0.0000} | {won}, {own.Length - won - lost}, {lost} | ")
                + FormattableString.Invariant($"{raw[i]:0.0000} | {holm[i]:0.0000} |"));
        }
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Ten tables by name, and every fourth of KEEL's.</summary>
    private static IEnumerable<string> Tables(string data) => [.. Own, "attrition", "churn", .. Directory
        .GetDirectories(Path.Combine(data, "keel-5fold")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)
        .Where((_, i) => i % 4 == 0)];

    private static Table Read(string name, string data) => name switch
    {
        "attrition" => TableFile.Read(Path.Combine(data, "tables", "attrition.csv"), new() { Target = "Attrition" }),
        "churn" => TableFile.Read(Path.Combine(data, "tables", "mlc_churn.csv"), new() { Target = "churn" }),
        _ when Own.Contains(name) => ProofData.Read(name, data),
        _ => TableFile.Read(Path.Combine(data, "keel-5fold", name, name + ".dat")),
    };

    private sealed record Cell(string Table, string Metric, int Fold, int Folds, double Seconds, IReadOnlyDictionary<string, double> Values,
        int Trials, int Drawn, string Chosen, string ChosenBoosting);
}
