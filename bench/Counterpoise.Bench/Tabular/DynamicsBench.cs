using System.Diagnostics;
using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Splits;
using Counterpoise.Statistics;
using Counterpoise.Tables;
using Counterpoise.TrainingDynamics;

namespace Counterpoise.Bench.Tabular;

/// <summary>Training dynamics of tables of software defects: patterns, and whether the pattern tells which cure helps.</summary>
internal static class DynamicsBench
{
    private static readonly string[] Projects =
    [
        "aeeem/EQ.csv", "aeeem/JDT.csv", "aeeem/LC.csv", "aeeem/ML.csv", "aeeem/PDE.csv", "nasa-d2/CM1.arff", "nasa-d2/KC1.arff",
            "nasa-d2/PC1.arff", "nasa-d2/PC3.arff", "nasa-d2/PC4.arff",
        "promise/ant/ant-1.7.csv", "promise/camel/camel-1.4.csv", "promise/jedit/jedit-4.0.csv", "promise/xalan/xalan-2.4.csv",
            "promise/ivy/ivy-2.0.csv", "promise/poi/poi-2.0.csv",
    ];

    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var folder = Path.Combine(Value("--data", Path.Combine("..", "shared", "data")), "defects");
        var most = int.Parse(Value("--most-rows", "1500"), CultureInfo.InvariantCulture);
        var tables = Projects.Where(p => File.Exists(Path.Combine(folder, p)))
            .Select(p => (Name: Path.GetFileNameWithoutExtension(p), Table: Read(Path.Combine(folder, p))))
            .Where(t => t.Table.RowCount <= most).ToArray();
        var matrices = tables.Select(t => (t.Name, FeaturePreparation.Fit(t.Table).Apply(t.Table), t.Table.RequireLabels().Codes.ToArray()))
            .ToArray();
        foreach (var injection in args.Contains("--both") ? Enum.GetValues<OverlapInjection>() : [OverlapInjection.Interpolation])
        {
            var clock = Stopwatch.StartNew();
            var options = new DynamicsStudyOptions { Injection = injection,
                Seeds = int.Parse(Value("--seeds", "5"), CultureInfo.InvariantCulture),
                    BaselineDraws = int.Parse(Value("--draws", "200"), CultureInfo.InvariantCulture) };
            var result = DynamicsStudy.Run(matrices, options, new Told());
            Print(injection, result, clock.Elapsed, options);
            if (injection == OverlapInjection.Interpolation)
            {
                Cures(result, tables);
            }
        }

        return 0;
    }

    private static void Print(OverlapInjection injection, DynamicsStudyResult result, TimeSpan took, DynamicsStudyOptions options)
    {
        Say($"\n## {injection}: {result.Tables.Count} tables, {result.TooSmall.Count} too small ({string.Join(", ", result.TooSmall)}), "
            + $"{took.TotalMinutes:F1} minutes\n");
        Say($"Thresholds from runs that differ by their seeds alone: |g| at least {result.Thresholds.Effect:F1}; {result.NullShare:P1} of "
            + $"null cases get a name. Severity and measure: Spearman {result.Monotone["imbalance"]:F2} (imbalance), "
            + $"{result.Monotone["overlap"]:F2} (overlap).\n");
        Console.WriteLine("| pattern | figures × tables | share |\n|---|---|---|");
        foreach (var pattern in Enum.GetValues<DynamicsPattern>())
        {
            var count = result.Patterns.Count(p => p.Pattern == pattern);
            Say($"| {pattern} | {count} | {count / (double)result.Patterns.Count:P1} |");
        }

        Console.WriteLine("\n| table | imbalance | N1 | minority kDN | gap of the baseline | coupling of imbalance | of overlap | faithful "
            + "| overlap lead |\n|---|---|---|---|---|---|---|---|---|");
        foreach (var t in result.Tables)
        {
            double Coupling(string kind) => t.Conditions.Last(c => c.Kind == kind).Coupling;
            Say($"| {t.Name} | {t.Complexity.Imbalance:F2} | {t.Complexity.N1:F2} | {t.Complexity.MinorityKdn:F2} | {t.BaselineGap:F3} | "
                + $"{Coupling("imbalance"):F2} | {Coupling("overlap"):F2} | {(t.IsFaithful(options.LargestCoupling) ? "yes" : "no")} | "
                + $"{t.OverlapLead:+0.00;-0.00} |");
        }

        Console.WriteLine("\n| figure | median g of imbalance | of overlap | of both | tables with the median's sign (imbalance, overlap) "
            + "| sign test over tables, Holm (imbalance, overlap) |\n|---|---|---|---|---|---|");
        var figures = result.Tables[0].Effects.Keys.ToArray();
        double[] Of(string figure, int which) => [.. result.Tables.Select(t => t.Effects[figure][which]).OfType<DynamicsEffect>()
            .Select(e => e.G)];
        double[] raw = [.. figures.SelectMany(f => new[] { SignTest(Of(f, 0)), SignTest(Of(f, 1)) })];
        var adjusted = Holm.Adjust([.. raw.Select(p => double.IsNaN(p) ? 1 : p)]);
        foreach (var (k, figure) in figures.Index())
        {
            var (i, o, j) = (Of(figure, 0), Of(figure, 1), Of(figure, 2));
            if (i.Length > 0)
            {
                Say($"| {figure} | {Median(i):+0.0;-0.0;0.0} | {Median(o):+0.0;-0.0;0.0} | {Median(j):+0.0;-0.0;0.0} | {Agreement(i):P0}, "
                    + $"{Agreement(o):P0} | {adjusted[2 * k]:G2}, {adjusted[(2 * k) + 1]:G2} |");
            }
        }
    }

    /// <summary>Cleaning against weights on the tables as they come, beside how much more overlap than imbalance moved training.</summary>
    private static void Cures(DynamicsStudyResult result, (string Name, Table Table)[] tables)
    {
        Console.WriteLine("\n| table | classifier | none | class weights | ENN | NCR | balanced accuracy: cleaning (better of both, chosen "
            + "on inner folds of the training rows) less weights |\n|---|---|---|---|---|---|---|");
        foreach (var (label, make) in new (string, Func<IClassifier>)[] { ("logistic regression", () => new LogisticRegression()),
            ("network", () => new MultilayerPerceptron()), ("boosting", () => new GradientBoosting()) })
        {
            var (lead, gain, imbalance, overlap) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            foreach (var studied in result.Tables)
            {
                var table = tables.Single(t => t.Name == studied.Name).Table;
                var folds = RepeatedFolds.Of(2, 1, random => StratifiedKFold.Of(table.RequireLabels().Codes, 5, random));
                var rows = folds.Select((f, k) => Arms(table.Select(f.Train), table.Select(f.Test), make, (ulong)k)).ToArray();
                var mean = Enumerable.Range(0, 5).Select(a => rows.Average(r => r[a])).ToArray();
                Say($"| {studied.Name} | {label} | {mean[0]:F3} | {mean[1]:F3} | {mean[2]:F3} | {mean[3]:F3} | "
                    + $"{mean[4] - mean[1]:+0.000;-0.000} |");
                lead.Add(studied.OverlapLead);
                gain.Add(mean[4] - mean[1]);
                imbalance.Add(studied.Complexity.Imbalance);
                overlap.Add(studied.Complexity.N1);
            }

            var (byLead, byImbalance, byOverlap) = (Spearman.Of([.. lead], [.. gain]), Spearman.Of([.. imbalance], [.. gain]),
                Spearman.Of([.. overlap], [.. gain]));
            Say($"\n{label}: Spearman of the gain of cleaning over weights with the overlap lead {byLead.Statistic:+0.00;-0.00} (p = "
                + $"{byLead.PValue:G2}), with the imbalance {byImbalance.Statistic:+0.00;-0.00} (p = {byImbalance.PValue:G2}), with N1 "
                + $"{byOverlap.Statistic:+0.00;-0.00} (p = {byOverlap.PValue:G2}); cleaning is better on {gain.Count(g => g > 0)} of "
                + $"{gain.Count} tables.\n");
        }
    }

    /// <summary>Balanced accuracy of no change, class weights, ENN, NCR, and of the cleaning that inner folds choose.</summary>
    private static double[] Arms(Table train, Table test, Func<IClassifier> make, ulong seed)
    {
        double Score(Table a, Table b, IResampler? cleaning, IClassifier classifier)
        {
            using var fitted = new ResamplingPipeline(cleaning, classifier).Fit(a, new RandomStream(seed, "clean"),
                new RandomStream(seed, "learn"));
            return PredictionSet.FromProbabilities(b.RequireLabels().Codes.ToArray(), fitted.PredictProbabilities(b),
                b.RequireLabels().Classes).Measure(new BalancedAccuracy());
        }

        IResampler[] cleanings = [new EditedNearestNeighbours(), new NeighbourhoodCleaningRule()];
        double[] outer = [Score(train, test, null, make()), Score(train, test, null, new ClassWeighted(make())),
            .. cleanings.Select(c => Score(train, test, c, make()))];
        var inner = StratifiedKFold.Of(train.RequireLabels().Codes, 3, new RandomStream(seed, "inner"));
        var chosen = Enumerable.Range(0, 2)
            .MaxBy(c => inner.Average(f => Score(train.Select(f.Train), train.Select(f.Test), cleanings[c], make())));
        return [.. outer, outer[2 + chosen]];
    }

    private static Table Read(string path)
    {
        if (!path.Contains("promise", StringComparison.Ordinal))
        {
            return TableFile.Read(path, new() { LastColumnIsTarget = true });
        }

        // Names of files are no features, and the target is a number of defects.
        var table = TableFile.Read(path, new() { Exclude = ["name"] });
        var bugs = ((NumericColumn)table["bug"]).Values.ToArray();
        return table.Without("bug").With(new Labels("bug", ["clean", "defective"], [.. bugs.Select(b => b > 0 ? 1 : 0)]));
    }

    private static double SignTest(double[] values)
    {
        var (n, k) = (values.Count(v => v != 0), values.Count(v => v > 0));
        var extreme = Math.Max(k, n - k);
        return n == 0 ? double.NaN
            : Math.Min(1, 2 * Enumerable.Range(extreme, n - extreme + 1).Sum(i => MathNet.Numerics.Distributions.Binomial.PMF(0.5, n, i)));
    }

    private static double Agreement(double[] values) => values.Length == 0 ? double.NaN
        : values.Count(v => Math.Sign(v) == Math.Sign(Median(values))) / (double)values.Length;

    private static double Median(double[] values) => values.Length == 0 ? double.NaN : values.Order().ElementAt(values.Length / 2);

    private static void Say(Message text) => Console.WriteLine(text.ToString());

    private sealed class Told : IProgress<StudiedTable>
    {
        public void Report(StudiedTable value) => Console.Error.WriteLine(value.Name);
    }
}
