using Counterpoise.LabelAudits;
using Counterpoise.Metrics;

namespace Counterpoise.Tests.LabelAudits;

public class NoiseDetectorTests
{
    /// <summary>p(y) over five epochs: three clean rows, a mislabelled one, two probes.</summary>
    private static readonly double[][] P =
    [
        [.6, .7, .8, .85, .9], [.55, .6, .65, .75, .8], [.4, .45, .55, .6, .7],
        [.3, .25, .2, .15, .15], [.35, .3, .25, .2, .1], [.45, .4, .35, .3, .3],
    ];

    [Fact]
    public void Hardness_equals_the_golden_averages_with_and_without_correction()
    {
        var golden = OracleJson.Read("label_noise.json");
        Near(golden.Doubles("ema_bias_corrected"), Hardness(0.05, true));
        Near([.. golden.Rows("ema_alpha0.05").Select(r => r[^1])], Hardness(0.05, false));
        Near([.. golden.Rows("ema_alpha0.5").Select(r => r[^1])], Hardness(0.5, false));
        Assert.Equal(golden.Double("thr_bias_corrected"), Hardness(0.05, true)[4..].Average(), 1e-12);
        Assert.Equal([false, false, false, true], Hardness(0.05, true)[..4].Select(s => s >= Hardness(0.05, true)[4..].Average()));
    }

    [Fact]
    public void Hardness_of_constant_epochs_is_the_constant_and_faults_are_named()
    {
        var hardness = new StableHardness(2, 0.3);
        Assert.All(hardness.Values(), v => Assert.True(double.IsNaN(v)));
        for (var t = 0; t < 7; t++) hardness.Add([0.25, 1]);
        Near([0.25, 1], hardness.Values());
        Assert.Equal(7, hardness.Epochs);
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => hardness.Add([0.5, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => hardness.Add([0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StableHardness(2, 0));
    }

    [Fact]
    public void Area_under_the_margin_equals_the_golden_values()
    {
        var margin = new AreaUnderMargin([0, 0], 3);
        double[][] first = [[2, .5, .1], [1.8, .7, .2], [2.2, .3, .1]], second = [[.2, 1.5, .1], [.3, 1.2, .4], [.1, 1.9, .2]];
        for (var e = 0; e < 3; e++) margin.Add([.. first[e], .. second[e]]);
        Near(OracleJson.Read("label_noise.json").Doubles("aum"), margin.Values());
        Assert.Throws<ArgumentException>(() => margin.Add([1.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AreaUnderMargin([2], 2));
    }

    [Fact]
    public void Precision_at_ninety_percent_recall_equals_the_golden_value()
    {
        double[] scores = [.95, .9, .85, .8, .7, .65, .6, .5, .45, .4, .35, .3, .2, .15, .1];
        int[] y = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0];
        Assert.Equal(OracleJson.Read("label_noise.json").Double("P_at_R90"), PrecisionAtRecall.Of(y, scores, 0.9).Value, 1e-12);
    }

    [Fact]
    public void Confident_learning_by_hand()
    {
        // t0 = (.9 + .8 + .1) / 3 = .6, t1 = (.7 + .9) / 2 = .8: row 2 is given 0 and confidently 1, row 3 reaches neither threshold.
        int[] y = [0, 0, 0, 1, 1];
        var found = ConfidentLearning.Estimate(y, [.9, .1, .8, .2, .1, .9, .3, .7, .1, .9], 2);
        Near([.6, .8], found.Thresholds);
        Assert.Equal([0, 0, 1, 1, 1], found.LikelyClass);
        Near([.3 + .7, .2 + .6, -.5 - .1, -.1 + .3, .1 + .5], found.Margins);
        // Given 0: two of three confident rows stay, one goes; given 1: one confident row stays for both.
        Near([2 / 5.0, 1 / 5.0, 0, 2 / 5.0], [.. found.Joint.Cast<double>()]);
        Assert.Equal(1 / 3.0, found.NoiseOf(0), 1e-12);
        Assert.Equal(0, found.NoiseOf(1), 1e-12);
    }

    [Fact]
    public void Confident_learning_takes_an_absent_class_and_refuses_bad_shapes()
    {
        var found = ConfidentLearning.Estimate([0, 0, 2], [.9, 0, .1, .8, 0, .2, .1, .3, .6], 3);
        Assert.True(double.IsNaN(found.Thresholds[1]) && double.IsNaN(found.NoiseOf(1)));
        Assert.DoesNotContain(1, found.LikelyClass);
        Assert.Equal(1, found.Joint.Cast<double>().Sum(), 1e-12);
        Assert.Throws<ArgumentException>(() => ConfidentLearning.Estimate([0], [1.0], 2));
        Assert.Throws<ArgumentException>(() => ConfidentLearning.Estimate([2], [1.0, 0], 2));
        Assert.Throws<ArgumentException>(() => ConfidentLearning.Estimate([0], [double.NaN, 0], 2));
    }

    [Fact]
    public void A_mixture_inside_each_class_leaves_a_hard_rare_class_alone()
    {
        // Class 0: nine losses near .1 and two near 3; class 1: all near 2.
        double[] losses = [.08, .09, .1, .1, .11, .12, .09, .1, .1, 3, 3.1, 1.9, 1.95, 2, 2, 2.05, 2.1, 1.92, 2.02, 2.06, 1.98];
        int[] y = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        var p = LossMixture.Probabilities(losses, y, 2);
        Assert.All(p[..9], v => Assert.InRange(v, 0, 0.01));
        Assert.All(p[9..11], v => Assert.InRange(v, 0.99, 1));
        Assert.All(LossMixture.Probabilities([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], new int[11], 2), v => Assert.Equal(0, v));
        Assert.All(LossMixture.Probabilities([1, 2, 3], new int[3], 2), v => Assert.Equal(0, v));
        Assert.Throws<ArgumentException>(() => LossMixture.Probabilities([double.NaN], [0], 2));
    }

    [Fact]
    public void Evidence_by_hand_and_the_tail_of_the_binomial()
    {
        Assert.Equal(1, NoiseEvidence.BinomialUpperTail(0, 4));
        Assert.Equal(5 / 16.0, NoiseEvidence.BinomialUpperTail(3, 4), 1e-12);
        Assert.Equal(1 / 16.0, NoiseEvidence.BinomialUpperTail(4, 4), 1e-12);
        Assert.Equal(0.5, NoiseEvidence.BinomialUpperTail(50_001, 100_001), 1e-9);
        // Ten rows where the probes are, none just below: 2^-10. Three of five probes lie in the upper window, one in the lower: at least
        // 10 / 0.4, and no more than the most.
        double[] probes = [.9, .91, .92, .93, .94], own = [.. Enumerable.Repeat(.01, 100), .. Enumerable.Repeat(.92, 10)];
        var crowd = NoiseEvidence.Of(own, probes);
        Assert.Equal(Math.Pow(2, -10), crowd.PValue, 1e-12);
        Assert.Equal(10, crowd.FewestRows, 1e-9);
        // All ten are harder than every probe's easiest: 10 / 1, which is less than 10 / 0.8 and 10 / 0.6.
        Assert.Equal(10, crowd.MostRows, 1e-9);
        Assert.Equal(1, NoiseEvidence.Of([.91, .92, .93], probes).PValue);
    }

    private static double[] Hardness(double alpha, bool corrects)
    {
        var hardness = new StableHardness(P.Length, alpha, corrects);
        for (var epoch = 0; epoch < 5; epoch++) hardness.Add(P.Select(p => 1 - p[epoch]).ToArray());
        return hardness.Values();
    }

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12);
    }
}
