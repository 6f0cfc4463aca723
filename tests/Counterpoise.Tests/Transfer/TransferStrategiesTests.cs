using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Sampling;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Tests.Transfer;

public class TransferStrategiesTests
{
    private static readonly System.Text.Json.JsonElement Golden = OracleJson.Read("fragility.json").GetProperty("specification");
    private static readonly FragilityRecords Target = FragilityRecords.FromOutcomes("target", Golden.GetProperty("map").Doubles("im"),
        Golden.GetProperty("map").Ints("y"));
    private static readonly FragilitySource[] Analytical = [Curve("a", 0.4, 0.4), Curve("b", 0.6, 0.5), Curve("c", 1.2, 0.6)];
    private static readonly TransferOptions Plain = new() { FusionReplicates = 0, FusionShift = 0 };

    public static TheoryData<string> Names => [.. FragilityTransfer.Strategies.Select(s => s.Name)];

    [Fact]
    public void The_specification_s_effective_size_is_met() =>
        Assert.Equal(Golden.Double("ess"), InstanceWeights.EffectiveSize([.2, .5, 1, 2, 4, .3, 1, 1]), 9);

    [Fact]
    public void The_specification_s_fused_weights_are_met()
    {
        var multi = Golden.GetProperty("multi");
        foreach (var (source, nll) in Analytical.Zip(multi.Doubles("nll_each"))) Assert.Equal(nll,
            CurveScore.LogLoss(source.Curve, Target), 8);
        var fit = new SourceFusion().Fit(new TransferProblem(Target, Analytical), Plain, TestContext.Current.CancellationToken);
        Assert.Equal(multi.Double("obj"), fit.Figures["objective"], 1e-6);
        Assert.Equal(multi.Doubles("w"), new[] { "a", "b", "c" }.Select(n => fit.Figures[$"weight:{n}"]), (e, f) => Math.Abs(e - f) < 1e-4);
    }

    [Fact]
    public void One_source_has_the_weight_1_and_a_shift_follows_the_target()
    {
        var fit = new SourceFusion().Fit(new TransferProblem(Many(0.5, 0.4, 200), [Curve("a", 0.8, 0.4)]), new TransferOptions(),
            TestContext.Current.CancellationToken);
        Assert.Equal(1, fit.Figures["weight:a"]);
        Assert.Equal(Math.Log(0.5 / 0.8), fit.Figures["log_shift"], 0.08);
        Assert.True(fit.Curve.MedianInterval()!.Contains(fit.Curve.Median));
    }

    [Fact]
    public void Parameter_transfer_goes_from_the_source_to_the_target_as_records_grow()
    {
        var options = new TransferOptions { MedianDeviation = 0.3 };
        double At(int n, TransferOptions o) => new ParameterTransfer()
            .Fit(new TransferProblem(Many(0.5, 0.4, n), [Curve("a", 0.8, 0.4)]), o, TestContext.Current.CancellationToken).Curve.Median;
        var own = FragilityFit.Compute(Many(0.5, 0.4, 100_000)).Curve.Median;
        Assert.Equal(own, At(100_000, options), 4);
        Assert.Equal(0.8, At(5, options with { MedianDeviation = 1e-5 }), 4);
        Assert.InRange(At(2, options), own, 0.8);
        var none = new ParameterTransfer().Fit(new TransferProblem(new FragilityRecords("t", [], [], []), [Curve("a", 0.8, 0.4)]), options,
            TestContext.Current.CancellationToken);
        Assert.Equal(0.8, none.Curve.Median, 9);
        Assert.Equal(0.3, none.Curve.MedianDeviation, 9);
    }

    [Fact]
    public void The_specification_s_posterior_mode_comes_out_of_the_strategy()
    {
        var frag = Golden.GetProperty("frag");
        var fit = new ParameterTransfer().Fit(new TransferProblem(Target, [Curve("a", frag.Double("theta"), frag.Double("beta"))]),
            new TransferOptions { MedianDeviation = 0.3 }, TestContext.Current.CancellationToken);
        Assert.Equal(Golden.GetProperty("map").Double("theta"), fit.Curve.Median, 6);
    }

    [Fact]
    public void Widths_are_learned_from_how_sources_differ_by_hand()
    {
        // Known without error: the spread is the standard deviation itself, the next source's that and the mean's error.
        var spread = SourceSpread.Compute([0, 1, 2], [0, 0, 0]);
        Assert.Equal((1.0, 1.0), (spread.Mean, spread.Deviation), (e, f) =>
            Math.Abs(e.Item1 - f.Item1) + Math.Abs(e.Item2 - f.Item2) < 1e-9);
        Assert.Equal(Math.Sqrt(4.0 / 3), spread.Predictive, 9);
        Assert.Equal(0, SourceSpread.Compute([0, 0.1, 0.2], [1, 1, 1]).Deviation);
        Assert.Throws<StrategyRefusedException>(() => SourcePrior.Learned(new TransferProblem(Target, [Curve("a", 1, 1)])));
    }

    [Fact]
    public void Instance_weights_are_clipped_scaled_and_refused_where_nothing_overlaps()
    {
        Assert.Equal([0.5, 1.5], InstanceWeights.FromRatios([1, 3]));
        Assert.Equal(10.0 / 10.1, InstanceWeights.FromRatios([0.1, 1000], maximum: 10)[1] / 2, 1e-9);
        Assert.True(InstanceWeights.FromRatios([1, 4], flattening: 0.5)[1] < InstanceWeights.FromRatios([1, 4])[1]);
        var far = FragilityRecords.FromOutcomes("t", [40, 41, 42, 43, 44, 45], [0, 0, 1, 0, 1, 1]);
        var refusal = Assert.Throws<StrategyRefusedException>(() => new InstanceTransfer()
            .Fit(new TransferProblem(far, [FragilitySource.FromRecords(Many(0.5, 0.4, 3, "s"))]),
            new TransferOptions { MinimumEffectiveSize = 500 }, TestContext.Current.CancellationToken));
        Assert.Contains("hardly overlap", refusal.Message);
        Assert.Throws<StrategyRefusedException>(() => new InstanceTransfer()
            .Fit(new TransferProblem(Target, Analytical), Plain, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Instances_alike_give_the_pooled_fit()
    {
        var (one, two) = (Many(0.5, 0.4, 30, "s"), Many(0.5, 0.4, 30));
        var fit = new InstanceTransfer().Fit(new TransferProblem(two, [FragilitySource.FromRecords(one)]), new TransferOptions(),
            TestContext.Current.CancellationToken);
        Assert.Equal(FragilityFit.Compute(one).Curve.Median, fit.Curve.Median, 6);
        Assert.Equal(one.TrialCount, fit.Figures["effective_size"], 1e-6 * one.TrialCount);
    }

    [Fact]
    public void The_hierarchical_posterior_converges_and_lies_between_target_and_sources()
    {
        var sources = new[] { 0.8, 1, 1.25 }.Select((t, i) => FragilitySource.FromRecords(Many(t, 0.4, 45, $"s{i}"))).ToArray();
        var few = Many(0.5, 0.4, 2);
        var fit = new HierarchicalTransfer().Fit(new TransferProblem(few, sources), new TransferOptions { Seed = 2 },
            TestContext.Current.CancellationToken);
        Assert.Empty(fit.Notes);
        Assert.True(fit.Figures["max_r_hat"] < 1.01);
        Assert.True(fit.Figures["min_effective_size"] > 400);
        Assert.InRange(fit.Curve.Median, FragilityFit.Compute(few).Curve.Median, 1);
        Assert.True(fit.Curve.Band(0.5)!.Lower < fit.Curve.Probability(0.5));
    }

    [Fact]
    public void Without_records_the_posterior_is_the_population_and_with_many_the_target()
    {
        var sources = new[] { 0.8, 1, 1.25 }.Select((t, i) => FragilitySource.FromRecords(Many(t, 0.4, 45, $"s{i}"))).ToArray();
        StrategyFit Fit(FragilityRecords target) => new HierarchicalTransfer()
            .Fit(new TransferProblem(target, sources), new TransferOptions { Seed = 2 }, TestContext.Current.CancellationToken);
        var none = Fit(new FragilityRecords("t", [], [], []));
        Assert.InRange(none.Curve.Median, 0.8, 1.25);
        Assert.True(none.Curve.MedianDeviation > 0.25);
        var many = Many(0.5, 0.4, 2000);
        var own = FragilityFit.Compute(many).Curve;
        Assert.Equal(own.Median, Fit(many).Curve.Median, 0.004);
        Assert.Equal(own.MedianDeviation, Fit(many).Curve.MedianDeviation, 0.15 * own.MedianDeviation);
    }

    [Fact]
    public void The_gradient_of_the_hierarchical_density_is_its_slope()
    {
        var groups = new[] { Target, Many(0.9, 0.6, 1), Many(0.7, 0.5, 600) }.Select(r =>
            HierarchicalGroup.From(r, FragilityForm.Lognormal)).ToArray();
        Assert.Equal([true, true, false], groups.Select(g => g.Fit is null));
        SourceSummary[] summaries = [new(new ParametricCurve(0.8, 0.4, covariance: new LogCovariance(0.01, 0.002, 0.02))),
            new(new ParametricCurve(1.4, 0.5))];
        var model = new HierarchicalModel(groups, summaries,
            new HierarchicalPrior(new NormalPrior(0, 2), new NormalPrior(-0.9, 0.5), 1, 0.3));
        var random = new RandomStream(1, "gradient");
        for (var trial = 0; trial < 10; trial++)
        {
            double[] at = [.. Enumerable.Range(0, model.Size).Select(_ => 0.5 * random.NextNormal())], gradient = new double[model.Size],
                unused = new double[model.Size];
            model.Evaluate(at, gradient);
            for (var j = 0; j < at.Length; j++)
            {
                double[] above = [.. at], below = [.. at];
                (above[j], below[j]) = (above[j] + 1e-5, below[j] - 1e-5);
                Assert.Equal((model.Evaluate(above, unused) - model.Evaluate(below, unused)) / 2e-5, gradient[j],
                    1e-5 * Math.Max(1, Math.Abs(gradient[j])));
            }
        }
    }

    [Fact]
    public void The_posterior_is_that_of_a_random_walk_in_the_centred_form()
    {
        var expected = OracleJson.Read("fragility.json").GetProperty("hierarchical");
        SourceSummary[] summaries = [.. expected.GetProperty("sources").EnumerateArray()
            .Select(s => new SourceSummary(new ParametricCurve(s.Double("theta"), s.Double("beta"),
            covariance: new LogCovariance(s.Doubles("covariance")[0], s.Doubles("covariance")[1], s.Doubles("covariance")[3]))))];
        var target = HierarchicalGroup.From(new FragilityRecords("t", expected.Doubles("intensities"), expected.Ints("trials"),
            expected.Ints("failures")), FragilityForm.Lognormal);
        var prior = new HierarchicalPrior(new NormalPrior(expected.Double("middle"), 2), new NormalPrior(Math.Log(0.4), 0.5), 1, 0.3);
        var options = new SamplerOptions { Draws = 4000 };
        var model = new HierarchicalModel([target], summaries, prior);
        var sample = NoUTurnSampler.Run(model, [0, -0.7, 0, -1.5, 0, 0], options, 5, [], TestContext.Current.CancellationToken);
        Assert.True(NoUTurnSampler.IsEnough(sample, options));
        double[][] draws = [.. sample.Chains.SelectMany(c => c)];
        var curve = new PosteriorCurve([.. draws.Select(d => model.LogMedian(d, 0))], [.. draws.Select(d => model.LogBeta(d, 0))]);
        var theta = expected.GetProperty("log_theta");
        Assert.Equal(theta.Double("mean"), Math.Log(curve.Median), 0.015);
        Assert.Equal(theta.Double("deviation"), curve.MedianDeviation, 0.01);
        Assert.Equal(theta.Double("low"), Math.Log(curve.MedianInterval(0.9)!.Lower), 0.03);
        Assert.Equal(theta.Double("high"), Math.Log(curve.MedianInterval(0.9)!.Upper), 0.03);
        Assert.Equal(expected.GetProperty("log_beta").Double("mean"), Math.Log(curve.Beta), 0.015);
        Assert.Equal(expected.Double("tau"), draws.Average(d => Math.Exp(d[1])), 0.02);
        Assert.Equal(expected.Double("sigma"), draws.Average(d => Math.Exp(d[3])), 0.01);
    }

    [Fact]
    public void A_source_that_the_target_contradicts_is_left_out_unless_allowed()
    {
        var target = Many(0.5, 0.4, 20);
        FragilitySource[] sources = [Curve("near", 0.7, 0.4), Curve("absurd", 50, 0.4)];
        var report = FragilityTransfer.Run(new TransferProblem(target, sources), Plain,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["absurd"], report.LeftOut);
        Assert.True(report.Conflicts[0].PriorPredictive > 0.05);
        Assert.True(report.Conflicts[1].PriorPredictive < 0.01);
        Assert.DoesNotContain("weight:absurd", report.Strategies.First(s => s.Name == "fusion").Fit!.Figures.Keys);
        var allowed = FragilityTransfer.Run(new TransferProblem(target, sources), Plain with { AllowConflict = true }, "fusion",
            ["fusion"], TestContext.Current.CancellationToken);
        Assert.Contains("weight:absurd", allowed.Best.Fit!.Figures.Keys);
        Assert.Equal(2, allowed.Influences.Count);
        var alone = FragilityTransfer.Run(new TransferProblem(target, [sources[1]]), Plain,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("contradict every source", alone.Strategies.First(s => s.Name == "parameter").Refusal);
        Assert.NotNull(alone.Strategies.First(s => s.Name == "direct").Fit);
        Assert.Throws<StrategyRefusedException>(() => FragilityTransfer.Run(new TransferProblem(target, [sources[1]]), Plain, "parameter",
            cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_strategy_is_scored_beside_the_controls_and_the_lowest_loss_is_chosen()
    {
        var sources = new[] { 0.6, 0.8, 1 }.Select((t, i) => FragilitySource.FromRecords(Many(t, 0.4, 45, $"s{i}"))).ToArray();
        var report = FragilityTransfer.Run(new TransferProblem(Many(0.5, 0.4, 4), sources, "s0"), Plain,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(FragilityTransfer.Strategies.Select(s => s.Name), report.Strategies.Select(s => s.Name));
        Assert.Equal(report.Strategies.Where(s => s.Score is { } score && !double.IsNaN(score.LogLoss)).MinBy(s => s.Score!.LogLoss)!.Name,
            report.Chosen);
        Assert.InRange(report.DomainAuc, 0.2, 0.8);
        Assert.Equal(0.6, report.Strategies[0].Fit!.Curve.Median, 0.02);
        var few = FragilityTransfer.Run(new TransferProblem(FragilityRecords.FromOutcomes("t", [0.2, 0.3, 0.4], [0, 0, 0]), sources),
            Plain, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("parameter", few.Chosen);
        Assert.All(few.Strategies, s => Assert.Null(s.Score));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_strategy_gives_rising_probabilities_or_refuses_with_a_reason(string name)
    {
        var sources = new[] { 0.6, 0.8 }.Select((t, i) => FragilitySource.FromRecords(Many(t, 0.4, 45, $"s{i}"))).ToArray();
        foreach (var target in new[] { Target, Many(0.5, 0.4, 1), FragilityRecords.FromOutcomes("t", [0.2, 0.3], [0, 0]),
            FragilityRecords.FromOutcomes("t", [0.9, 0.9], [1, 1]), new FragilityRecords("t", [], [], []) })
        {
            try
            {
                var curve = FragilityTransfer.Named(name).Fit(new TransferProblem(target, sources), Plain,
                    TestContext.Current.CancellationToken).Curve;
                double[] p = [.. new[] { 0.01, 0.1, 0.3, 0.6, 1, 3, 30 }.Select(curve.Probability)];
                Assert.Equal(p.Order(), p);
                Assert.All(p, v => Assert.InRange(v, 0, 1));
            }
            catch (StrategyRefusedException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    [Fact]
    public void Problems_and_options_that_make_no_sense_are_refused()
    {
        Assert.Contains("no source", Assert.Throws<ArgumentException>(() => new TransferProblem(Target, [])).Message);
        Assert.Contains("among its own sources", Assert.Throws<ArgumentException>(() =>
            new TransferProblem(Target, [Curve("target", 1, 1)])).Message);
        Assert.Contains("two sources", Assert.Throws<ArgumentException>(() =>
            new TransferProblem(Target, [Curve("a", 1, 1), Curve("a", 2, 1)])).Message);
        Assert.Contains("no source 'z'", Assert.Throws<ArgumentException>(() => new TransferProblem(Target, Analytical, "z")).Message);
        Assert.Contains("there are direct", Assert.Throws<ArgumentException>(() => FragilityTransfer.Named("magic")).Message);
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new TransferOptions { MedianDeviation = 0, Flattening = 0.1, FusionReplicates = 3 }.Validate()).Faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new SamplerOptions { Chains = 1, Draws = 1 }.Validate()).Faults.Count);
    }

    [Fact]
    public void An_experiment_scores_every_arm_and_does_not_depend_on_threads()
    {
        var groups = new[] { 0.5, 0.8, 1.2 }.Select((t, i) => Many(t, 0.4, 40, $"g{i}")).ToArray();
        var arms = TransferArm.Defaults.Where(a => a.Name is "direct" or "target-only" or "parameter").ToArray();
        var options = new TransferExperimentOptions { Draws = 6, Stripes = 3, PerStripe = 4 };
        var (one, two) = (TransferExperiment.Run(groups, g => g.Name == "g0" ? "g1" : "g0", options with { Threads = 1 }, arms,
            cancellationToken: TestContext.Current.CancellationToken),
            TransferExperiment.Run(groups, g => g.Name == "g0" ? "g1" : "g0", options, arms,
                cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(one.Scores, two.Scores);
        Assert.Equal(12, one.Scores.Count);
        Assert.Null(one.Score("direct", "g0").OverDirect);
        Assert.True(one.Score("parameter").Excess < one.Score("direct").Excess);
        Assert.Contains("'direct' is missing", Assert.Throws<ArgumentException>(() =>
            TransferExperiment.Run(groups, _ => null, options, [arms[1]])).Message);
    }

    [Fact]
    public void Simulations_cover_what_they_say_and_repeat()
    {
        var arms = TransferArm.Defaults.Where(a => a.Name is "parameter" or "hierarchical").ToArray();
        var results = CoverageSimulation.Run(6, 1, arms, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(results, CoverageSimulation.Run(6, 1, arms, threads: 1, cancellationToken: TestContext.Current.CancellationToken));
        Assert.All(results, r => Assert.InRange(r.Coverage, 0.5, 1));
        Assert.True(results[1].WorstRHat < 1.01);
        var shift = ShiftSimulation.Run(10, 1, [.. TransferArm.Defaults.Where(a => a.Name is "direct" or "target-only" or "parameter")],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(shift[2].Excess < shift[0].Excess);
    }

    private static FragilitySource Curve(string name, double theta, double beta) =>
        FragilitySource.FromCurve(name, new ParametricCurve(theta, beta));

    /// <summary>Counts that are as near to the true curve as whole numbers can be.</summary>
    private static FragilityRecords Many(double theta, double beta, int n, string name = "target")
    {
        double[] x = [.. Enumerable.Range(0, 14).Select(i => 0.2 * Math.Pow(1.2, i))];
        var truth = new ParametricCurve(theta, beta);
        return new FragilityRecords(name, x, [.. x.Select(_ => n)], [.. x.Select(v => (int)Math.Round(n * truth.Probability(v)))]);
    }
}
