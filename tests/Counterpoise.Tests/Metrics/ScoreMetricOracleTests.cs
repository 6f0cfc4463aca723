using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics;

/// <summary>scikit-learn 1.2.1; the numbers are made by oracles/metrics.py.</summary>
public class ScoreMetricOracleTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OracleJson.Read("metrics.json").GetProperty("scores").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Metrics_and_curves_of_scores_equal_scikit_learn(int index)
    {
        var o = OracleJson.Read("metrics.json").GetProperty("scores")[index];
        var (labels, scores) = (o.Ints("labels"), o.Doubles("scores"));
        Assert.Equal(o.Double("auroc"), Auroc.Of(labels, scores), Tolerance);
        Assert.Equal(o.Double("ap"), AveragePrecision.Of(labels, scores), Tolerance);
        Assert.Equal(o.Double("brier"), BrierScore.Of(labels, scores), Tolerance);
        var set = PredictionSet.FromProbabilities(labels, [.. scores.SelectMany(s => new[] { 1 - s, s })], ["no", "yes"]);
        Assert.Equal(o.Double("brier"), new BrierScore().Measure(set), Tolerance);
        Assert.Equal(o.Double("log_loss"), new LogLoss().Measure(set), Tolerance);
        Assert.Equal(o.Double("auroc"), new Auroc().Measure(set), Tolerance);

        var roc = RocCurve.Of(labels, scores);
        Assert.Equal(o.Doubles("fpr"), roc.Select(p => p.X));
        Assert.Equal(o.Doubles("tpr"), roc.Select(p => p.Y));
        var curve = PrecisionRecallCurve.Of(labels, scores);
        Assert.Equal(o.Doubles("recall").Reverse(), curve.Select(p => p.X));
        Assert.Equal(o.Doubles("precision").Reverse(), curve.Select(p => p.Y));
    }

    [Fact]
    public void Several_classes_equal_scikit_learns_one_versus_rest()
    {
        var o = OracleJson.Read("metrics.json").GetProperty("multi");
        var set = PredictionSet.FromProbabilities(o.Ints("labels"), o.Doubles("probabilities"), OracleJson.Names(3));
        Assert.Equal(o.Double("auroc"), new Auroc().Measure(set), Tolerance);
        Assert.Equal(o.Double("ap"), new AveragePrecision().Measure(set), Tolerance);
        Assert.Equal(o.Double("log_loss"), new LogLoss().Measure(set), Tolerance);
        Assert.Equal(o.Double("brier"), new BrierScore().Measure(set), Tolerance);
    }
}
