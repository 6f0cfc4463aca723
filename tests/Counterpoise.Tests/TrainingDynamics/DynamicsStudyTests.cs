using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.TrainingDynamics;

namespace Counterpoise.Tests.TrainingDynamics;

public class DynamicsStudyTests
{
    private static readonly PatternThresholds Half = new();

    [Fact]
    public void Effects_and_coupling_equal_the_oracle()
    {
        var oracle = OracleJson.Read("transfer_and_overlap.json");
        var effect = DynamicsEffect.From([.5, .6, .55, .7, .65], [.8, .9, .6, .85, .95])!;
        Assert.Equal(oracle.Double("hedges_g"), effect.G, 1e-9);
        Assert.Equal(oracle.Double("cliffs_delta"), effect.CliffDelta, 1e-9);
        Assert.Equal(1, effect.Stability);
        var example = oracle.GetProperty("coupling_ratio_example");
        Assert.Equal(example.Double("ratio"), DataComplexity.CouplingRatio(example.Double("d_target"), 1, example.Double("d_other"), 1),
            1e-9);
        Assert.True(double.IsNaN(DataComplexity.CouplingRatio(0, 1, .5, 1)));
        Assert.Equal(0, DynamicsEffect.From([1, 1], [1, 1])!.G);
        Assert.Equal(10, DynamicsEffect.From([1, 1], [2, 2])!.G);
        Assert.Null(DynamicsEffect.From([1, double.NaN], [2, 2]));
    }

    [Theory]
    [InlineData(0, 0, 0, DynamicsPattern.None)]
    [InlineData(2, 0, 2, DynamicsPattern.ImbalanceOnly)]
    [InlineData(0, -2, -2, DynamicsPattern.OverlapOnly)]
    [InlineData(1, 1, 2, DynamicsPattern.Shared)]
    [InlineData(1, 1, 5, DynamicsPattern.Interaction)]
    [InlineData(2, 0, 0, DynamicsPattern.Masking)]
    [InlineData(3, -1, 3.1, DynamicsPattern.ImbalanceDominates)]
    [InlineData(3, -1, -1.1, DynamicsPattern.OverlapDominates)]
    [InlineData(0, 0, 3, DynamicsPattern.Interaction)]
    public void Patterns_are_named_by_the_rule(double imbalance, double overlap, double joint, DynamicsPattern expected)
    {
        DynamicsEffect Effect(double g) => new(g, 0, 1);
        Assert.Equal(expected, PatternRule.Name(Effect(imbalance), Effect(overlap), Effect(joint), Half));
        Assert.Equal(expected == DynamicsPattern.None ? expected : DynamicsPattern.Undecidable,
            PatternRule.Name(Effect(imbalance), Effect(overlap), Effect(joint), Half, isFaithful: false));
        Assert.Equal(DynamicsPattern.Undecidable, PatternRule.Name(null, Effect(overlap), Effect(joint), Half));
    }

    [Fact]
    public void Calibrated_thresholds_name_at_most_a_twentieth_of_null_cases()
    {
        var random = new RandomStream(1);
        double[] Runs() => [.. Enumerable.Range(0, 5).Select(_ => random.NextNormal())];
        var nulls = Enumerable.Range(0, 300).Select(_ =>
        {
            var baseline = Runs();
            return (DynamicsEffect.From(baseline, Runs()), DynamicsEffect.From(baseline, Runs()), DynamicsEffect.From(baseline, Runs()));
        }).ToArray();
        var (thresholds, share) = PatternRule.Calibrate(nulls);
        Assert.InRange(share, 0, .05);
        Assert.InRange(thresholds.Effect, .8, 4);
        var decreed = nulls.Count(n => PatternRule.Name(n.Item1, n.Item2, n.Item3, Half) != DynamicsPattern.None) / 300.0;
        Assert.True(decreed > .2, $"0.5 named {decreed}");
    }

    [Theory]
    [InlineData(OverlapInjection.Interpolation)]
    [InlineData(OverlapInjection.MeanShift)]
    public void Interventions_move_what_they_are_meant_to_with_their_severity(OverlapInjection injection)
    {
        var (x, y) = DynamicsRecorderTests.Blobs(80, 80, 6);
        double[] strengths = [0, .2, .4, .6, .8, 1];
        double[] overlap = [.. strengths.Select(q => Intervention.Complexity(Intervention.Overlap(x, y, q, injection, new RandomStream(1)),
            y).N1)];
        Assert.InRange(overlap[0], 0, .05);
        Assert.True(Spearman.Of(strengths, overlap).Statistic >= .9, string.Join(' ', overlap));
        double[] ratios = [1, 2, 4, 8, 16];
        double[] imbalance = [.. ratios.Select(r => Intervention.Imbalance(y, r, new RandomStream(1)) is var rows
            ? Intervention.Complexity(x.SelectRows(rows), [.. rows.Select(i => y[i])]).Imbalance : 0)];
        Assert.Equal([0, .5, .75, .875, .9375], imbalance);
        Assert.Equal(x.Data, Intervention.Overlap(x, y, 0, injection, new RandomStream(1)).Data);
    }

    [Fact]
    public void The_baseline_is_balanced_and_keeps_the_overlap()
    {
        var (x, y) = DynamicsRecorderTests.Blobs(200, 50, 1);
        var (rows, gap) = Intervention.Balance(x, y, 40, new RandomStream(1));
        Assert.Equal(50, rows.Count(r => y[r] == 0));
        Assert.Equal(50, rows.Count(r => y[r] == 1));
        Assert.True(gap <= Intervention.Balance(x, y, 1, new RandomStream(1)).Gap);
        Assert.Throws<ArgumentException>(() => Intervention.Balance(x, [.. y.Select(_ => 0)], 1, new RandomStream(1)));
    }

    [Fact]
    public void A_study_gives_every_figure_a_pattern_whatever_the_number_of_threads()
    {
        var (x, y) = DynamicsRecorderTests.Blobs(90, 45, 3);
        var options = new DynamicsStudyOptions { Network = new() { HiddenUnits = [6], Epochs = 25, BatchSize = 16, LearningRate = .03 },
            Seeds = 3, Ratios = [2, 6], Strengths = [.3, .8], BaselineDraws = 5 };
        var (small, labels) = DynamicsRecorderTests.Blobs(50, 10);
        DynamicsStudyResult Run(int threads) => DynamicsStudy.Run([("blobs", x, y), ("small", small, labels)],
            options with { Threads = threads });
        var (result, threaded) = (Run(1), Run(3));
        Assert.Equal(["small"], result.TooSmall);
        Assert.InRange(result.NullShare, 0, .05);
        Assert.Equal(result.Patterns, threaded.Patterns);
        var table = Assert.Single(result.Tables);
        Assert.Equal(table.Effects.Count, result.Patterns.Count);
        Assert.Equal(["baseline", "imbalance", "imbalance", "overlap", "overlap", "joint", "joint"], table.Conditions.Select(c => c.Kind));
        Assert.Equal(0, table.Conditions[0].Complexity.Imbalance, .05);
        Assert.Equal(1, result.Monotone["imbalance"], .01);
        Assert.True(table.Effects["validation_error_rare"][0]!.G > 0);
    }

    [Fact]
    public void A_trajectory_is_summed_up_and_epochs_without_a_value_are_left_out()
    {
        var summary = TrajectorySummary.From([double.NaN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])!;
        Assert.Equal((5.5, 10, 11), (summary.Mean, summary.Final, summary.EpochsToMost));
        Assert.Equal(1, summary.Slope, 1e-12);
        Assert.Null(TrajectorySummary.From([double.NaN]));
        Assert.Equal(0, TrajectorySummary.From([3])!.Slope);
    }

    [Fact]
    public void Options_out_of_range_are_all_named() =>
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new DynamicsStudyOptions { Seeds = 2, Ratios = [1], Strengths = [.1, .2] }.Validate()).Faults.Count);
}
