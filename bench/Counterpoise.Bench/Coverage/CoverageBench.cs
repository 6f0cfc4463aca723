using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Estimates;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Bench.Coverage;

/// <summary>
/// How often each kind of interval that the product prints holds the truth, by simulation: samples of a known population, the interval of
/// each, and the value that the whole population has.
/// </summary>
internal static class CoverageBench
{
    private const int PopulationRows = 200_000;
    private static readonly int[] Sizes = [3, 5, 10];
    private static readonly int[] Repeats = [1, 2];

    internal static int Run(string[] arguments)
    {
        var (simulations, draws, seed) = (400, 400, 1UL);
        string? only = null;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var text = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--only")
            {
                only = text;
                continue;
            }

            var value = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
                : throw new ArgumentException($"coverage: '{arguments[i]}' needs a whole number behind it");
            (simulations, draws, seed) = arguments[i] switch
            {
                "--simulations" => (value, draws, seed),
                "--draws" => (simulations, value, seed),
                "--seed" => (simulations, draws, (ulong)value),
                var other => throw new ArgumentException(
                    $"coverage: there is no option '{other}'; expected --simulations, --draws, --seed or --only"),
            };
        }

        Console.WriteLine($"| interval | method | of what | nominal | covered | 95% interval (Wilson) | too low | too high |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var parts = new Dictionary<string, Action>
        {
            ["few"] = () => Metrics("two classes, 150 rows, 15 expected positives", 150, [.9, .1], simulations, draws, seed),
            ["two"] = () => Metrics("two classes, 600 rows, 60 expected positives", 600, [.9, .1], simulations, draws, seed),
            ["three"] = () => Metrics("three classes of 70%, 20% and 10%, 300 rows", 300, [.7, .2, .1], simulations, draws, seed),
            ["means"] = () => Means(Math.Max(simulations, 2000), seed),
            ["folds"] = () => Folds(simulations, seed),
            ["groups"] = () => Groups(simulations, draws, seed),
            ["thresholds"] = () => Thresholds(simulations, draws, seed),
            ["ranks"] = () => Ranks(Math.Max(simulations, 2000), seed),
            ["fragility"] = () => Fragility(simulations, seed),
            ["watch"] = () => LabelFree(simulations, seed),
        };
        foreach (var (name, further) in FurtherCoverage.Parts(simulations, draws, seed)) parts.Add(name, further);
        foreach (var name in only is null ? [.. parts.Keys] : only.Split(','))
            parts.GetValueOrDefault(name, () => throw new ArgumentException(
                $"coverage: --only is '{name}'; expected some of {string.Join(',', parts.Keys)}"))();
        return 0;
    }

    /// <summary>Metrics of evaluate, train and the reports: bootstrap of all rows; recall and precision of a class: Wilson.</summary>
    private static void Metrics(string of, int rows, double[] shares, int simulations, int draws, ulong seed)
    {
        string[] names = [.. Enumerable.Range(0, shares.Length).Select(c => $"c{c}")];
        var population = Evaluate(Scores(new RandomStream(seed, "population"), PopulationRows, shares), names, 0);
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var sample = Evaluate(Scores(new RandomStream(seed, "sample", (ulong)s), rows, shares), names, draws);
            foreach (var metric in sample.Metrics)
            {
                tally.Add(("metric", MethodOf(metric.Name, "bootstrap of all rows, percentile"), $"{metric.Name}; {of}", .95),
                    metric.Interval,
                    population.Value(metric.Name));
            }

            foreach (var (mine, whole) in sample.Classes.Zip(population.Classes))
            {
                var rarest = mine.Name == names[^1];
                if (rarest)
                {
                    tally.Add(("recall of the rarest class", "Wilson", of, .95), mine.RecallInterval, whole.Recall);
                    tally.Add(("precision of the rarest class", "Wilson", of, .95), mine.PrecisionInterval, whole.Precision);
                }
            }
        });
        tally.Write();
    }

    /// <summary>AUROC has a closed form, all else draws of rows.</summary>
    internal static string MethodOf(string metric, string draws) => metric == "auroc" ? "score interval" : draws;

    private static Evaluation Evaluate((int[] Labels, double[] Probabilities) scored, string[] names, int draws) =>
        Evaluation.Of(scored.Labels, scored.Probabilities, names,
            new EvaluationOptions { BootstrapReplicates = draws });

    /// <summary>Normal features at distance 1.5 between means, and probabilities of a model that is somewhat too sure.</summary>
    internal static (int[] Labels, double[] Probabilities) Scores(RandomStream random, int rows, double[] shares)
    {
        const double Distance = 1.5, Sureness = 1.3;
        var classes = shares.Length;
        var (labels, probabilities) = (new int[rows], new double[rows * classes]);
        var x = new double[classes];
        for (var i = 0; i < rows; i++)
        {
            var (at, label) = (random.NextDouble(), 0);
            while (label < classes - 1 && (at -= shares[label]) >= 0) label++;
            labels[i] = label;
            for (var c = 0; c < classes; c++) x[c] = random.NextNormal() + (c == label ? Distance : 0);
            var row = probabilities.AsSpan(i * classes, classes);
            for (var c = 0; c < classes; c++) row[c] = Sureness * ((Distance * x[c]) + Math.Log(shares[c]));
            var largest = row.ToArray().Max();
            var sum = 0.0;
            for (var c = 0; c < classes; c++) sum += row[c] = Math.Exp(row[c] - largest);
            for (var c = 0; c < classes; c++) row[c] /= sum;
        }

        return (labels, probabilities);
    }

    /// <summary>Means over seeds and paired differences of comparisons: Student's t.</summary>
    private static void Means(int simulations, ulong seed)
    {
        var tally = new Tally();
        foreach (var n in Sizes)
        {
            Parallel.For(0, simulations, s =>
            {
                var random = new RandomStream(seed, "means", (ulong)((s * 100) + n));
                double[] normal = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
                // A G-mean near its upper end: skewed, and bounded by 1.
                double[] skewed = [.. Enumerable.Range(0, n).Select(_ => Math.Pow(random.NextDouble(), .25))];
                tally.Add(("mean or paired difference over seeds or data sets", "Student's t", $"{n} normal values", .95),
                    PairedTest.Interval(normal, new double[n]), 0);
                tally.Add(("mean or paired difference over seeds or data sets", "Student's t", $"{n} values skewed towards 1", .95),
                    PairedTest.Interval(skewed, new double[n]), .8);
            });
        }

        tally.Write();
    }

    /// <summary>The difference of two classifiers over folds of one data set: corrected resampled t.</summary>
    private static void Folds(int simulations, ulong seed)
    {
        const int Rows = 200, K = 5;
        var truth = Enumerable.Range(0, 4000).AsParallel()
            .Select(s => Difference(new RandomStream(seed, "truth", (ulong)s), Rows * 4 / 5, 400)).Average();
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "folds", (ulong)s);
            var data = Draw(random, Rows);
            foreach (var repeats in Repeats)
            {
                var differences = new List<double>();
                for (var r = 0; r < repeats; r++)
                {
                    var order = Enumerable.Range(0, Rows).OrderBy(_ => random.NextDouble()).ToArray();
                    for (var f = 0; f < K; f++)
                    {
                        int[] test = [.. order.Where((_, i) => i % K == f)], train = [.. order.Where((_, i) => i % K != f)];
                        differences.Add(Error(data, train, test, threshold: 0) - Error(data, train, test, threshold: .5));
                    }
                }

                tally.Add(("difference over folds of one data set", "corrected resampled t (Nadeau and Bengio)",
                    $"{repeats} × {K} folds of {Rows} rows", .95),
                    CorrectedResampledTest.Interval([.. differences], 1.0 / (K - 1)), truth);
            }
        });
        tally.Write();
    }

    private static double Difference(RandomStream random, int train, int test)
    {
        var data = Draw(random, train + test);
        int[] fit = [.. Enumerable.Range(0, train)], judged = [.. Enumerable.Range(train, test)];
        return Error(data, fit, judged, threshold: 0) - Error(data, fit, judged, threshold: .5);
    }

    private static (double X, int Y)[] Draw(RandomStream random, int rows) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        var y = random.NextDouble() < .3 ? 1 : 0;
        return (random.NextNormal() + (1.5 * y), y);
    })];

    /// <summary>The error of nearest means, whose border is moved by a share of their distance.</summary>
    private static double Error((double X, int Y)[] data, int[] train, int[] test, double threshold)
    {
        double Mean(int y) => train.Where(i => data[i].Y == y).Select(i => data[i].X).DefaultIfEmpty().Average();
        var (low, high) = (Mean(0), Mean(1));
        var border = ((low + high) / 2) + (threshold * (high - low) / 2);
        return test.Count(i => (data[i].X > border ? 1 : 0) != data[i].Y) / (double)test.Length;
    }

    /// <summary>AUROC of fine-tune on images of lesions or patients: bootstrap over groups.</summary>
    private static void Groups(int simulations, int draws, ulong seed)
    {
        var (labels, scores, _) = Grouped(new RandomStream(seed, "grouped"), 20_000);
        var truth = Auroc(labels, scores, [.. Enumerable.Range(0, labels.Length)]);
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var (mine, own, groups) = Grouped(new RandomStream(seed, "group", (ulong)s), 60);
            tally.Add(("AUROC of grouped rows", "bootstrap of groups, percentile",
                "60 groups of 5 rows, half of the spread between groups", .95),
                GroupBootstrap.Interval(groups, rows => Auroc(mine, own, rows), new RandomStream(seed, "draws", (ulong)s), draws), truth);
        });
        tally.Write();
    }

    private static (int[] Labels, double[] Scores, int[] Groups) Grouped(RandomStream random, int groups)
    {
        var (labels, scores, of) = (new int[groups * 5], new double[groups * 5], new int[groups * 5]);
        for (var g = 0; g < groups; g++)
        {
            var (label, shift) = (random.NextDouble() < .3 ? 1 : 0, random.NextNormal() * Math.Sqrt(.5));
            for (var i = g * 5; i < (g + 1) * 5; i++)
            {
                (labels[i], of[i], scores[i]) = (label, g, shift + (random.NextNormal() * Math.Sqrt(.5)) + (1.2 * label));
            }
        }

        return (labels, scores, of);
    }

    private static double Auroc(int[] labels, double[] scores, int[] rows)
    {
        int[] sorted = [.. rows.OrderBy(i => scores[i])];
        var (rank, positives) = (0.0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (labels[sorted[i]] == 1) (rank, positives) = (rank + i + 1, positives + 1);
        }

        var negatives = rows.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN
            : (rank - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }

    /// <summary>A tuned threshold of evaluate and train, and what it reaches on other rows.</summary>
    private static void Thresholds(int simulations, int draws, ulong seed)
    {
        var (labels, probabilities) = Scores(new RandomStream(seed, "thresholds"), PopulationRows, [.8, .2]);
        double[] Positive(double[] p) => [.. Enumerable.Range(0, p.Length / 2).Select(i => p[(2 * i) + 1])];
        var population = Positive(probabilities);
        var best = ThresholdRule.F1.Fit(labels, population, 1).Threshold;
        int[] everyone = [.. Enumerable.Range(0, labels.Length)];
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var (mine, own) = Scores(new RandomStream(seed, "threshold", (ulong)s), 300, [.8, .2]);
            var found = ThresholdStability.Of(ThresholdRule.F1, mine, Positive(own), 1, draws, .95,
                new RandomStream(seed, "stability", (ulong)s));
            tally.Add(("tuned threshold", "bootstrap within classes, percentile", "F1 on 300 rows, 60 expected positives", .95),
                found.Thresholds, best);
            tally.Add(("what a tuned threshold reaches on other rows", "out of bag, percentile",
                "F1 on 300 rows, 60 expected positives", .95),
                found.OutOfBagInterval,
                ThresholdRule.F1.Value(OutcomeCounts.Of(labels, population, everyone, found.Chosen.Threshold, 1)));
        });
        tally.Write();
    }

    /// <summary>Nemenyi's critical difference: whether any two of equal methods are told apart.</summary>
    private static void Ranks(int simulations, ulong seed)
    {
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "ranks", (ulong)s);
            var found = Friedman.Of([.. Enumerable.Range(0, 20)
                .Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextNormal()).ToArray())]);
            var spread = found.MeanRanks.Max() - found.MeanRanks.Min();
            tally.Add(("all differences of mean ranks at once", "Nemenyi", "6 equal methods on 20 data sets", .95),
                new Interval(spread - found.CriticalDifference, spread + found.CriticalDifference, .95), 0);
        });
        tally.Write();
    }

    /// <summary>Fragility curves: the delta method on ln θ and ln β, and bands.</summary>
    private static void Fragility(int simulations, ulong seed)
    {
        const double Theta = .8, Beta = .4;
        var truth = new ParametricCurve(Theta, Beta);
        double[] stripes = [.3, .5, .7, .9, 1.2, 1.6];
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "fragility", (ulong)s);
            int[] failures = [.. stripes.Select(x => Enumerable.Range(0, 20).Count(_ => random.NextDouble() < truth.Probability(x)))];
            var fit = FragilityFit.Compute(new FragilityRecords("stripes", stripes, [.. stripes.Select(_ => 20)], failures)).Curve;
            const string Of = "6 stripes of 20 structures";
            tally.Add(("median of a fragility curve", "delta method", Of, .9), fit.MedianInterval(), Theta);
            tally.Add(("dispersion of a fragility curve", "delta method", Of, .9), fit.DispersionInterval(), Beta);
            tally.Add(("band of a fragility curve at 0.5 g", "delta method", Of, .9), fit.Band(.5), truth.Probability(.5));
        });
        tally.Write();
    }

    /// <summary>Recall and the rest without labels: classes drawn from calibrated probabilities; the truth is the window's own.</summary>
    private static void LabelFree(int simulations, ulong seed)
    {
        string[] names = ["common", "rare"];
        DriftWindow Window(string of, ulong number, int rows)
        {
            var (labels, probabilities) = Scores(new RandomStream(seed, of, number), rows, [.9, .1]);
            return new DriftWindow { Features = new DenseMatrix(rows, 0), Names = [], Kinds = [], ClassNames = names, Labels = labels,
                Probabilities = probabilities };
        }

        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var estimator = LabelFreeEstimator.Fit(Window("reference", (ulong)s, 4000), new LabelFreeOptions { Seed = (ulong)s + 1 });
            var window = Window("window", (ulong)s, 1000);
            var whole = Evaluation.Of(window.Labels!, window.Probabilities!, names);
            foreach (var metric in estimator.Estimate(window with { Labels = null }).Metrics)
            {
                double? truth = metric.Name switch
                {
                    "recall(rare)" => whole.Classes[1].Recall,
                    "precision(rare)" => whole.Classes[1].Precision,
                    _ => whole.Value(metric.Name),
                };
                if (truth is not null)
                {
                    tally.Add(("metric of rows without labels (watch)", "classes drawn from calibrated probabilities",
                        $"{metric.Name}; 1000 rows, reference of 4000", .95), metric.Interval, truth);
                }
            }
        });
        tally.Write();
    }
}
