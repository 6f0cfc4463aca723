using Counterpoise.ImbalancedRegression;
using Counterpoise.Lifecycle.Repair;
using Counterpoise.Metrics;
using Counterpoise.MultiLabel;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Bench.Coverage;

/// <summary>
/// Coverage of the intervals of weighted metrics, of several labels, of numbers, of repairs, of rates and of transferred curves.
/// </summary>
internal static class FurtherCoverage
{
    private static readonly string[] Names = ["common", "rare"];

    /// <summary>The parts by name.</summary>
    public static IReadOnlyDictionary<string, Action> Parts(int simulations, int draws, ulong seed) => new Dictionary<string, Action>
    {
        ["weighted"] = () => Weighted(simulations, draws, seed),
        ["repairs"] = () => Repairs(simulations, draws, seed),
        ["labels"] = () => Labels(simulations, seed),
        ["numbers"] = () => Numbers(simulations, seed),
        ["errors"] = () => RegressionCoverage.Run(simulations, draws, seed),
        ["rates"] = () => Rates(Math.Max(simulations, 2000), seed),
        ["covariates"] = () => Covariates(simulations, seed),
        ["fusion"] = () => Fusion(simulations, seed),
    };

    /// <summary>
    /// Rows with a low probability of the rare class come into the sample one time in four and weigh 4, as in a survey that asks some
    /// more often; the truth is that of the whole population.
    /// </summary>
    private static void Weighted(int simulations, int draws, ulong seed)
    {
        const string Of = "two classes, 600 rows of which the easy ones weigh 4";
        var (labels, probabilities) = CoverageBench.Scores(new RandomStream(seed, "weighted population"), 200_000, [.9, .1]);
        var population = Evaluation.Of(labels, probabilities, Names);
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "weighted", (ulong)s);
            var (all, scores) = CoverageBench.Scores(random, 2400, [.9, .1]);
            bool Easy(int i) => scores[(2 * i) + 1] <= 0.05;
            int[] drawn = [.. Enumerable.Range(0, all.Length).Where(i => !Easy(i) || random.NextDouble() < .25).Take(600)];
            var sample = Evaluation.Of([.. drawn.Select(i => all[i])], [.. drawn.SelectMany(i => scores.AsSpan(2 * i, 2).ToArray())], Names,
                new EvaluationOptions { BootstrapReplicates = draws, Weights = [.. drawn.Select(i => Easy(i) ? 4.0 : 1)] });
            foreach (var metric in sample.Metrics)
            {
                tally.Add(("weighted metric", CoverageBench.MethodOf(metric.Name, "bootstrap of all rows with their weights, percentile"),
                    $"{metric.Name}; {Of}", .95),
                    metric.Interval, population.Value(metric.Name));
            }

            tally.Add(("weighted recall of the rarest class", "Wilson of as many equal rows (Kish)", Of, .95),
                sample.Classes[1].RecallInterval, population.Classes[1].Recall);
            tally.Add(("weighted precision of the rarest class", "Wilson of as many equal rows (Kish)", Of, .95),
                sample.Classes[1].PrecisionInterval, population.Classes[1].Precision);
            tally.Add(("weighted recall of the common class", "Wilson of as many equal rows (Kish)", Of, .95),
                sample.Classes[0].RecallInterval, population.Classes[0].Recall);
        });
        tally.Write();
    }

    /// <summary>The gain of a repair: two thresholds on the same rows.</summary>
    private static void Repairs(int simulations, int draws, ulong seed)
    {
        (string Name, Func<ConfusionMatrix, double> Of)[] metrics = [("geometric_mean", m => GeometricMean.Of(m)),
            ("macro_f1", m => MacroF1.Of(m)), ("mcc", MatthewsCorrelation.Of)];
        static int[] Decide(double[] p, double threshold) =>
            [.. Enumerable.Range(0, p.Length / 2).Select(i => p[(2 * i) + 1] >= threshold ? 1 : 0)];
        var (labels, probabilities) = CoverageBench.Scores(new RandomStream(seed, "repairs"), 200_000, [.9, .1]);
        double Value(Func<ConfusionMatrix, double> of, double t) => of(ConfusionMatrix.Of(labels, Decide(probabilities, t), Names));
        double[] truths = [.. metrics.Select(m => Value(m.Of, .2) - Value(m.Of, .5))];
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var (mine, own) = CoverageBench.Scores(new RandomStream(seed, "repair", (ulong)s), 500, [.9, .1]);
            for (var m = 0; m < metrics.Length; m++)
            {
                tally.Add(("gain of a repair", "bootstrap of all rows, percentile",
                    $"{metrics[m].Name}; 500 recent rows, about 50 rare", .95),
                    RepairGain.Interval(mine, Decide(own, .5), Decide(own, .2), Names, metrics[m].Of, draws, .95,
                        new RandomStream(seed, "gain", (ulong)s)), truths[m]);
            }
        });
        tally.Write();
    }

    /// <summary>Rows with three labels each: macro-F1 and macro average precision of two scorers over folds.</summary>
    private static void Labels(int simulations, ulong seed)
    {
        const int Rows = 240, K = 5;
        var truth = Enumerable.Range(0, 2000).AsParallel().Select(s =>
        {
            var data = DrawLabels(new RandomStream(seed, "labels truth", (ulong)s), (Rows * 4 / 5) + 400);
            return LabelDifference(data, [.. Enumerable.Range(0, Rows * 4 / 5)], [.. Enumerable.Range(Rows * 4 / 5, 400)]);
        }).ToArray();
        var (f1, ap) = (truth.Average(t => t.F1), truth.Average(t => t.Precision));
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "labels", (ulong)s);
            var data = DrawLabels(random, Rows);
            var found = Folds(random, Rows, K).Select(f => LabelDifference(data, f.Train, f.Test)).ToArray();
            const string Method = "corrected resampled t (Nadeau and Bengio)", Of = "3 labels of 40%, 15% and 8%, 5 folds of 240 rows";
            tally.Add(("difference over folds, several labels", Method, $"macro-F1; {Of}", .95),
                CorrectedResampledTest.Interval([.. found.Select(d => d.F1)], 1.0 / (K - 1)), f1);
            tally.Add(("difference over folds, several labels", Method, $"macro average precision; {Of}", .95),
                CorrectedResampledTest.Interval([.. found.Select(d => d.Precision)], 1.0 / (K - 1)), ap);
        });
        tally.Write();
    }

    private static (double[][] X, LabelSet Labels) DrawLabels(RandomStream random, int rows)
    {
        double[] shares = [.4, .15, .08];
        var matrix = new bool[rows * shares.Length];
        var x = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            x[i] = new double[shares.Length];
            for (var l = 0; l < shares.Length; l++)
            {
                var has = matrix[(i * shares.Length) + l] = random.NextDouble() < shares[l];
                x[i][l] = random.NextNormal() + (has ? 1.2 : 0);
            }
        }

        return (x, new LabelSet(["a", "b", "c"], matrix));
    }

    /// <summary>Nearest means by label against the same with a feature of the next label mixed in.</summary>
    private static (double F1, double Precision) LabelDifference((double[][] X, LabelSet Labels) data, int[] train, int[] test)
    {
        var labels = data.Labels.Select(test);
        MultiLabelMetrics Measured(double mixed)
        {
            var scores = new double[test.Length * 3];
            for (var l = 0; l < 3; l++)
            {
                double Feature(int i) => data.X[i][l] + (mixed * data.X[i][(l + 1) % 3]);
                double Mean(bool on) => train.Where(i => data.Labels[i, l] == on).Select(Feature).DefaultIfEmpty().Average();
                var (low, high) = (Mean(false), Mean(true));
                for (var i = 0; i < test.Length; i++)
                    scores[(i * 3) + l] = 1 / (1 + Math.Exp(-2 * (Feature(test[i]) - ((low + high) / 2))));
            }

            return MultiLabelMetrics.Of(labels, scores, [.5, .6, .7]);
        }

        var (plain, worse) = (Measured(0), Measured(.5));
        return (plain.MacroF1 - worse.MacroF1, plain.MacroAveragePrecision - worse.MacroAveragePrecision);
    }

    /// <summary>Numbers as target, some of them rare: relevance-weighted error of two regressions over folds.</summary>
    private static void Numbers(int simulations, ulong seed)
    {
        const int Rows = 200, K = 5;
        var truths = Enumerable.Range(0, 4000).AsParallel().Select(s =>
        {
            var (x, y) = DrawNumbers(new RandomStream(seed, "numbers truth", (ulong)s), (Rows * 4 / 5) + 400);
            return NumberDifference(x, y, [.. Enumerable.Range(0, Rows * 4 / 5)], [.. Enumerable.Range(Rows * 4 / 5, 400)]);
        }).ToArray();
        var truth = truths.Average();
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "numbers", (ulong)s);
            var (x, y) = DrawNumbers(random, Rows);
            tally.Add(("difference over folds, target of numbers", "corrected resampled t (Nadeau and Bengio)",
                "relevance-weighted error (SERA by relevance), 5 folds of 200 rows", .95),
                CorrectedResampledTest.Interval([.. Folds(random, Rows, K).Select(f => NumberDifference(x, y, f.Train, f.Test))],
                    1.0 / (K - 1)), truth);
        });
        tally.Write();
    }

    internal static (double[] X, double[] Y) DrawNumbers(RandomStream random, int rows, double tail = 1.2)
    {
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return (x, Array.ConvertAll(x, v => Math.Exp(tail * v) + (0.5 * random.NextNormal())));
    }

    /// <summary>A line by least squares, with rows weighted by relevance and without.</summary>
    private static double NumberDifference(double[] x, double[] y, int[] train, int[] test)
    {
        var relevance = RelevanceFunction.Of([.. train.Select(i => y[i])]);
        double Error(bool weighted)
        {
            double w = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
            foreach (var i in train)
            {
                var k = weighted ? 0.1 + relevance.At(y[i]) : 1;
                (w, sx, sy, sxx, sxy) = (w + k, sx + (k * x[i]), sy + (k * y[i]), sxx + (k * x[i] * x[i]), sxy + (k * x[i] * y[i]));
            }

            var slope = ((w * sxy) - (sx * sy)) / ((w * sxx) - (sx * sx));
            var start = (sy - (slope * sx)) / w;
            return RegressionEvaluation.Of([.. test.Select(i => y[i])], [.. test.Select(i => start + (slope * x[i]))], relevance)
                .RelevanceWeightedError;
        }

        return Error(true) - Error(false);
    }

    private static IEnumerable<(int[] Train, int[] Test)> Folds(RandomStream random, int rows, int k)
    {
        int[] order = [.. Enumerable.Range(0, rows).OrderBy(_ => random.NextDouble())];
        return Enumerable.Range(0, k).Select(f =>
            ((int[])[.. order.Where((_, i) => i % k != f)], (int[])[.. order.Where((_, i) => i % k == f)]));
    }

    /// <summary>Events in an hour, of the embedded verb.</summary>
    private static void Rates(int simulations, ulong seed)
    {
        var tally = new Tally();
        foreach (var expected in (double[])[2, 20])
        {
            Parallel.For(0, simulations, s =>
            {
                var random = new RandomStream(seed, "rates", (ulong)((s * 100) + (int)expected));
                var (events, time) = (0, 0.0);
                while ((time -= Math.Log(1 - random.NextDouble())) < expected) events++;
                tally.Add(("false alarms an hour", "Garwood, Poisson", $"10 hours with {expected} expected alarms", .95),
                    PoissonInterval.Of(events, 10), expected / 10);
            });
        }

        tally.Write();
    }

    /// <summary>Covariate fragility: the delta method on the linear predictor.</summary>
    private static void Covariates(int simulations, ulong seed)
    {
        double[] b = [-0.6, 1.8, 0.5];
        double[] at = [-0.2, 0.8];
        // The lognormal form of a linear predictor: Φ(z).
        static double Phi(double z) => new ParametricCurve(1, 1).Probability(Math.Exp(z));
        var truth = Phi(b[0] + (b[1] * at[0]) + (b[2] * at[1]));
        var tally = new Tally();
        foreach (var kind in (CovarianceKind[])[CovarianceKind.Observed, CovarianceKind.Sandwich])
        {
            Parallel.For(0, simulations, s =>
            {
                var random = new RandomStream(seed, "covariates", (ulong)s);
                const int Records = 200;
                var (features, failures) = (new DenseMatrix(Records, 2), new int[Records]);
                for (var i = 0; i < Records; i++)
                {
                    (features[i, 0], features[i, 1]) = (random.NextNormal() * .5, random.NextNormal());
                    failures[i] = random.NextDouble() < Phi(b[0] + (b[1] * features[i, 0]) + (b[2] * features[i, 1])) ? 1 : 0;
                }

                var fit = CovariateFit.Compute(new CovariateRecords("records", features, ["ln im", "age"],
                    [.. Enumerable.Repeat(1, Records)], failures), new CovariateFitOptions { Covariance = kind });
                tally.Add(("band of a fit with covariates", $"delta method, {(kind == CovarianceKind.Observed ? "observed information"
                    : "sandwich")}", "200 structures, two covariates", .9), fit.Band(at), truth);
            });
        }

        tally.Write();
    }

    /// <summary>
    /// Fusion: the target is the mixture 0.6 : 0.4 of two sources of 8 stripes of 40 each, and has 6 stripes of 10 itself. And the
    /// failures a year of a curve of one structure alone, whose band is integrated.
    /// </summary>
    private static void Fusion(int simulations, ulong seed)
    {
        ParametricCurve weak = new(.6, .35), strong = new(1.1, .4);
        var truth = new MixtureCurve([weak, strong], [.6, .4]);
        double[] wide = [.2, .35, .5, .7, .9, 1.2, 1.6, 2.2], stripes = [.3, .5, .7, .9, 1.2, 1.6];
        var hazard = new HazardCurve([.1, .3, .6, 1, 2], [.1, .02, .005, .0015, .0001]);
        var yearly = hazard.Integrate(strong).Value;
        var tally = new Tally();
        Parallel.For(0, simulations, s =>
        {
            var random = new RandomStream(seed, "fusion", (ulong)s);
            FragilityRecords Records(string name, double[] x, int trials, IFragilityCurve curve) => new(name, x, [.. x.Select(_ => trials)],
                [.. x.Select(v => Enumerable.Range(0, trials).Count(_ => random.NextDouble() < curve.Probability(v)))]);
            var problem = new TransferProblem(Records("target", stripes, 10, truth),
                [FragilitySource.FromRecords(Records("weak", wide, 40, weak)),
                FragilitySource.FromRecords(Records("strong", wide, 40, strong))]);
            var curve = new SourceFusion().Fit(problem, new TransferOptions { Seed = (ulong)s }).Curve;
            const string Of = "2 sources of 320 structures, target of 60", Method = "refits to drawn outcomes, percentile";
            tally.Add(("median of a fused fragility curve", Method, Of, .9), curve.MedianInterval(), truth.Median);
            tally.Add(("dispersion of a fused fragility curve", Method, Of, .9), curve.DispersionInterval(), truth.Dispersion);
            tally.Add(("band of a fused fragility curve at 0.5 g", Method, Of, .9), curve.Band(.5), truth.Probability(.5));
            var alone = FragilityFit.Compute(Records("alone", stripes, 20, strong)).Curve;
            tally.Add(("failures a year", "band of the curve pushed to one side", "6 stripes of 20 structures", .9),
                hazard.Integrate(alone).Band, yearly);
        });
        tally.Write();
    }
}
