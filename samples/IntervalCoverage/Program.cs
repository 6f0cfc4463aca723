using System.Globalization;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;

// How often do the 95% intervals of this toolkit hold the true value? Drawn data, whose true values are known. Prints Markdown.
//   dotnet run -c Release --project samples/IntervalCoverage -- [repetitions] [bootstrap draws]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var repetitions = args.Length > 0 ? int.Parse(args[0]) : 500;
var draws = args.Length > 1 ? int.Parse(args[1]) : 300;
string[] classes = ["common", "rare"];

Console.WriteLine("| metric | " + string.Join(" | ", Evaluations.Designs.Select(d => $"{d.Rows} rows, {d.Rare:P0} rare")) + " |");
Console.WriteLine("|---|" + string.Concat(Evaluations.Designs.Select(_ => "---|")));
var columns = Evaluations.Designs.Select(d => Evaluations.Coverage(d.Rows, d.Rare, repetitions, draws, classes)).ToArray();
foreach (var metric in columns[0].Keys)
{
    Console.WriteLine($"| {metric} | " + string.Join(" | ", columns.Select(c => $"{c[metric]:0.000}")) + " |");
}

Console.WriteLine("\n| differences of pairs | pairs | Student's t | bootstrap, percentile | bootstrap, BCa |\n|---|---|---|---|---|");
foreach (var (name, draw, mean) in Pairs.Shapes)
{
    foreach (var n in new[] { 5, 10, 25, 50 })
    {
        var (t, percentile, bca) = Pairs.Coverage(n, draw, mean, repetitions * 4);
        Console.WriteLine($"| {name} | {n} | {t:0.000} | {percentile:0.000} | {bca:0.000} |");
    }
}

Console.WriteLine("\n| folds of one data set of 300 rows | corrected resampled t (Nadeau and Bengio) | plain t |\n|---|---|---|");
foreach (var (folds, repeats) in new[] { (5, 1), (10, 1), (2, 5), (5, 5) })
{
    var (corrected, plain) = Folds.Coverage(folds, repeats, repetitions * 2);
    Console.WriteLine($"| {repeats} × {folds} | {corrected:0.000} | {plain:0.000} |");
}

internal static class Evaluations
{
    public static (int Rows, double Rare)[] Designs => [(600, 0.1), (200, 0.1), (2000, 0.01)];

    /// <summary>Scores of two normal classes 1.5 apart, turned into their exact probabilities; true values from a million rows.</summary>
    public static Dictionary<string, double> Coverage(int rows, double rare, int repetitions, int draws, string[] classes)
    {
        var random = new RandomStream(1, "coverage", (ulong)rows);
        var truth = Evaluation.Of(Labels(1_000_000, rare, random, out var p), p, classes, new EvaluationOptions { CurvePoints = 0 });
        string[] metrics = ["accuracy", "balanced_accuracy", "geometric_mean", "macro_f1", "mcc", "auroc", "average_precision", "brier",
            "log_loss"];
        var held = metrics.Append("recall of the rare class (Wilson)").ToDictionary(m => m, _ => 0);
        for (var i = 0; i < repetitions; i++)
        {
            var labels = Labels(rows, rare, random, out var probabilities);
            var evaluation = Evaluation.Of(labels, probabilities, classes,
                new EvaluationOptions { BootstrapReplicates = draws, Seed = (ulong)i, CurvePoints = 0 });
            foreach (var metric in metrics)
            {
                held[metric] += evaluation.Metrics.Single(m => m.Name == metric).Interval!.Contains(truth.Value(metric)!.Value) ? 1 : 0;
            }

            held["recall of the rare class (Wilson)"] += evaluation.Classes[1].RecallInterval!.Contains(truth.Classes[1].Recall!.Value) ? 1
                : 0;
        }

        return held.ToDictionary(h => h.Key, h => h.Value / (double)repetitions);
    }

    private static int[] Labels(int rows, double rare, RandomStream random, out double[] probabilities)
    {
        const double distance = 1.5;
        var labels = new int[rows];
        probabilities = new double[2 * rows];
        for (var i = 0; i < rows; i++)
        {
            // The first two rows are one of each class, so that no sample lacks one.
            labels[i] = i < 2 ? i : random.NextDouble() < rare ? 1 : 0;
            var x = (labels[i] * distance) + random.NextNormal();
            var odds = rare / (1 - rare) * Math.Exp((distance * x) - (distance * distance / 2));

            // Shifted as after class weights, so that the rare class is predicted at all.
            odds *= 4;
            (probabilities[2 * i], probabilities[(2 * i) + 1]) = (1 / (1 + odds), odds / (1 + odds));
        }

        return labels;
    }
}

internal static class Pairs
{
    public static (string Name, Func<RandomStream, double> Draw, double Mean)[] Shapes =>
    [
        ("normal", r => r.NextNormal(), 0),
        ("skewed (exponential)", r => -Math.Log(1 - r.NextDouble()), 1),
        ("half of them exactly 0", r => r.NextDouble() < 0.5 ? 0 : 0.3 + r.NextNormal(), 0.15),
    ];

    public static (double T, double Percentile, double Bca) Coverage(int n, Func<RandomStream, double> draw, double mean, int repetitions)
    {
        var random = new RandomStream(2, "pairs", (ulong)n);
        var (zero, held) = (new double[n], new int[3]);
        for (var i = 0; i < repetitions; i++)
        {
            double[] d = [.. Enumerable.Range(0, n).Select(_ => draw(random))];
            held[0] += PairedTest.Interval(d, zero).Contains(mean) ? 1 : 0;
            held[1] += Bootstrap.Paired(d, zero, random, 400).Contains(mean) ? 1 : 0;
            held[2] += Bootstrap.Paired(d, zero, random, 400, method: BootstrapMethod.BiasCorrectedAccelerated).Contains(mean) ? 1 : 0;
        }

        return (held[0] / (double)repetitions, held[1] / (double)repetitions, held[2] / (double)repetitions);
    }
}

internal static class Folds
{
    /// <summary>
    /// Two learners, each a threshold halfway between the class means of its own column; the columns are alike, so their true difference is
    /// 0.
    /// </summary>
    public static (double Corrected, double Plain) Coverage(int folds, int repeats, int repetitions)
    {
        const int rows = 300;
        var random = new RandomStream(3, "folds", (ulong)folds, (ulong)repeats);
        var (corrected, plain) = (0, 0);
        for (var i = 0; i < repetitions; i++)
        {
            int[] labels = [.. Enumerable.Range(0, rows).Select(r => r % 4 == 0 ? 1 : 0)];
            double[][] columns = [.. Enumerable.Range(0, 2).Select(_ => labels.Select(y => y + random.NextNormal()).ToArray())];
            var differences = new List<double>();
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                differences.AddRange(StratifiedKFold.Of(labels, folds, random)
                    .Select(s => Score(labels, columns[0], s) - Score(labels, columns[1], s)));
            }

            double[] d = [.. differences];
            corrected += CorrectedResampledTest.Interval(d, 1.0 / (folds - 1)).Contains(0) ? 1 : 0;
            plain += PairedTest.Interval(d, new double[d.Length]).Contains(0) ? 1 : 0;
        }

        return (corrected / (double)repetitions, plain / (double)repetitions);
    }

    private static double Score(int[] labels, double[] column, Split split)
    {
        double Mean(int c) => split.Train.Where(r => labels[r] == c).Average(r => column[r]);
        var threshold = (Mean(0) + Mean(1)) / 2;
        return BalancedAccuracy.Of(ConfusionMatrix.Of([.. split.Test.Select(r => labels[r])],
            [.. split.Test.Select(r => column[r] > threshold ? 1 : 0)], ["a", "b"]));
    }
}
