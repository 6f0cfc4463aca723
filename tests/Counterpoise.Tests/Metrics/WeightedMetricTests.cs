using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Metrics;

/// <summary>scikit-learn 1.2.1 with sample_weight; the numbers are made by oracles/weighted_metrics.py.</summary>
public class WeightedMetricTests
{
    private const double Tolerance = 1e-12;

    private static readonly string[] Names = ["no", "yes"];

    public static TheoryData<int> Cases =>
        [.. Enumerable.Range(0, OracleJson.Read("weighted_metrics.json").GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weighted_metrics_of_two_classes_equal_scikit_learn(int index)
    {
        var o = OracleJson.Read("weighted_metrics.json").GetProperty("cases")[index];
        var (labels, scores, weights) = (o.Ints("labels"), o.Doubles("scores"), o.Doubles("weights"));
        var set = new PredictionSet(labels, [.. scores.Select(s => s >= 0.5 ? 1 : 0)], Names, Both(scores)) { Weights = weights };
        var evaluation = Evaluation.Of(set);
        foreach (var (ours, theirs) in new[] { ("accuracy", "accuracy"), ("balanced_accuracy", "balanced_accuracy"), ("mcc", "mcc"),
            ("macro_f1", "macro_f1"), ("geometric_mean", "geometric_mean"), ("cohen_kappa", "kappa"), ("auroc", "auroc"),
            ("average_precision", "ap"), ("brier", "brier"), ("log_loss", "log_loss") })
        {
            Assert.Equal(o.Double(theirs), evaluation.Value(ours)!.Value, Tolerance);
        }

        var confusion = o.GetProperty("confusion");
        for (var c = 0; c < 2; c++)
        {
            Assert.Equal(o.Doubles("recall")[c], evaluation.Classes[c].Recall!.Value, Tolerance);
            Assert.Equal(o.Doubles("precision")[c], evaluation.Classes[c].Precision!.Value, Tolerance);
            Assert.Equal(o.Doubles("f1")[c], evaluation.Classes[c].F1!.Value, Tolerance);
            for (var j = 0; j < 2; j++)
                Assert.Equal(confusion[c][j].GetDouble(), evaluation.Confusion.WeightSums![c][j], 1e-9);
        }

        Assert.Equal(o.Double("auroc"), Auroc.Of(labels, scores, 1, weights), Tolerance);
        Assert.Equal(o.Double("ap"), AveragePrecision.Of(labels, scores, 1, weights), Tolerance);
        Assert.Equal(o.Double("brier"), BrierScore.Of(labels, scores, 1, weights), Tolerance);
        Same(o.Doubles("fpr"), RocCurve.Of(labels, scores, 1, weights).Select(p => p.X));
        Same(o.Doubles("tpr"), RocCurve.Of(labels, scores, 1, weights).Select(p => p.Y));
        Same(o.Doubles("curve_precision").Reverse(), PrecisionRecallCurve.Of(labels, scores, 1, weights).Select(p => p.Y));
    }

    [Fact]
    public void Weighted_metrics_of_several_classes_equal_scikit_learn()
    {
        var o = OracleJson.Read("weighted_metrics.json").GetProperty("multi");
        var evaluation = Evaluation.Of(o.Ints("labels"), o.Doubles("probabilities"), OracleJson.Names(3),
            new EvaluationOptions { Weights = o.Doubles("weights") });
        foreach (var (ours, theirs) in new[] { ("accuracy", "accuracy"), ("balanced_accuracy", "balanced_accuracy"), ("mcc", "mcc"),
            ("macro_f1", "macro_f1"), ("geometric_mean", "geometric_mean"), ("auroc", "auroc"), ("average_precision", "ap"),
            ("brier", "brier"), ("log_loss", "log_loss") })
        {
            Assert.Equal(o.Double(theirs), evaluation.Value(ours)!.Value, Tolerance);
        }
    }

    [Fact]
    public void Whole_weights_are_as_if_the_rows_stood_there_so_often()
    {
        var o = OracleJson.Read("weighted_metrics.json").GetProperty("cases")[4];
        var (labels, scores, weights) = (o.Ints("labels"), o.Doubles("scores"), o.Doubles("weights"));
        int[] repeated = [.. Enumerable.Range(0, labels.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        var plain = PredictionSet.FromProbabilities(labels, Both(scores), Names);
        var weighted = Evaluation.Of(PredictionSet.FromProbabilities(labels, Both(scores), Names, weights));
        var expected = Evaluation.Of(plain.Select(repeated));
        foreach (var metric in expected.Metrics)
            Assert.Equal(metric.Value!.Value, weighted.Value(metric.Name)!.Value, 1e-10);
        Assert.Equal(expected.Classes[1].Specificity!.Value, weighted.Classes[1].Specificity!.Value, Tolerance);
        Assert.Equal(200, weighted.RowCount);
    }

    [Fact]
    public void Equal_weights_change_nothing_but_say_how_many_rows_count()
    {
        var o = OracleJson.Read("weighted_metrics.json").GetProperty("cases")[0];
        var (labels, scores) = (o.Ints("labels"), o.Doubles("scores"));
        var options = new EvaluationOptions { BootstrapReplicates = 40 };
        var plain = Evaluation.Of(labels, Both(scores), Names, options);
        var even = Evaluation.Of(labels, Both(scores), Names, options with { Weights = [.. labels.Select(_ => 0.5)] });
        foreach (var (a, b) in plain.Metrics.Zip(even.Metrics))
        {
            Assert.Equal(a.Value!.Value, b.Value!.Value, Tolerance);
            Assert.Equal(a.Interval!.Lower, b.Interval!.Lower, Tolerance);
            Assert.Equal(a.Interval!.Upper, b.Interval!.Upper, Tolerance);
        }

        foreach (var (a, b) in plain.Classes.Zip(even.Classes))
            Assert.Equal(a.RecallInterval!.Lower, b.RecallInterval!.Lower, Tolerance);
        Assert.Equal(300, even.EffectiveRows!.Value, 1e-9);
        Assert.Contains(even.Notes, n => n.Contains("300 rows say as much as 300 of equal weight", StringComparison.Ordinal));
    }

    [Fact]
    public void Uneven_weights_widen_the_interval_of_a_recall_to_that_of_as_many_equal_rows()
    {
        // One row of weight 9 beside nine of weight 1: (9 + 9)² / (81 + 9) = 3.6 rows.
        int[] labels = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], predicted = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        double[] weights = [9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        var yes = Evaluation.Of(new PredictionSet(labels, predicted, Names) { Weights = weights }).Classes[1];
        Assert.Equal(0.5, yes.Recall!.Value, Tolerance);
        Assert.Equal(3.6, yes.EffectiveRows!.Value, Tolerance);
        Assert.True(yes.RecallInterval!.Lower < 0.15 && yes.RecallInterval.Upper > 0.85);
        Assert.Equal(10, yes.Support);
    }

    [Theory]
    [InlineData(-1.0, "row 1 has weight -1")]
    [InlineData(double.NaN, "row 1 has weight NaN")]
    [InlineData(double.PositiveInfinity, "row 1 has weight")]
    public void Weights_that_are_none_are_refused(double wrong, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new PredictionSet([0, 1], [0, 1], Names) { Weights = [1, wrong] })
            .Message);

    [Fact]
    public void Weights_of_another_number_or_all_zero_are_refused()
    {
        Assert.Contains("3 weights for 2 rows", Assert.Throws<ArgumentException>(() =>
            new PredictionSet([0, 1], [0, 1], Names) { Weights = [1, 1, 1] }).Message);
        Assert.Contains("every row has weight 0", Assert.Throws<ArgumentException>(() =>
            new PredictionSet([0, 1], [0, 1], Names) { Weights = [0, 0] }).Message);
    }

    [Fact]
    public void A_class_whose_rows_all_weigh_nothing_is_absent()
    {
        var evaluation = Evaluation.Of(new PredictionSet([0, 0, 1], [0, 0, 0], Names) { Weights = [1, 1, 0] });
        Assert.Equal(["yes"], evaluation.AbsentClasses);
        Assert.Null(evaluation.Classes[1].Recall);
        Assert.Equal(1, evaluation.Value("balanced_accuracy"));
    }

    [Fact]
    public void Thresholds_and_weights_of_decisions_are_tuned_by_the_weights_of_rows()
    {
        int[] labels = [0, 0, 1, 0, 1, 1];
        double[] scores = [.1, .2, .3, .6, .7, .8];
        // The negative at 0.6 weighs nothing: every row from 0.3 on is a hit.
        double[] weights = [1, 1, 1, 0, 1, 1];
        Assert.Equal(0.3, ThresholdRule.F1.Fit(labels, scores, 1, weights).Threshold);
        Assert.Equal(1, ThresholdRule.F1.Fit(labels, scores, 1, weights).ValidationValue);
        var decided = DecisionWeights.Tune(labels, Both(scores), 2, c => GeometricMean.Of(c), weights).Decide(Both(scores));
        Assert.Equal([0, 0, 1, 1, 1, 1], decided);
        // The positive at 0.3 is dear: it is found, whatever the negative at 0.6 costs.
        Assert.Equal(0.3, ThresholdRule.F1.Fit(labels, scores, 1, [1, 1, 10, 1, 1, 1]).Threshold);
        Assert.Equal(0.7, ThresholdRule.F1.Fit(labels, scores, 1, [1, 1, 0.1, 10, 1, 1]).Threshold);
        var firm = ThresholdStability.Of(ThresholdRule.F1, labels, scores, 1, 50, 0.95, new RandomStream(3), weights: weights);
        Assert.Equal(0.3, firm.Chosen.Threshold);
        Assert.NotNull(firm.Thresholds);
    }

    private static double[] Both(double[] scores) => [.. scores.SelectMany(s => new[] { 1 - s, s })];

    private static void Same(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double[] theirs = [.. expected], ours = [.. actual];
        // scikit-learn leaves out rows of weight 0 here too; its curve starts with the same point.
        Assert.Equal(theirs.Length, ours.Length);
        for (var i = 0; i < ours.Length; i++)
            Assert.Equal(theirs[i], ours[i], 1e-10);
    }
}
