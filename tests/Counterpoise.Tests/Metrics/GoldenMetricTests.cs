using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics;

/// <summary>The golden values of the metric specification, metrics_by_specification.json.</summary>
public class GoldenMetricTests
{
    private static readonly System.Text.Json.JsonElement G = OracleJson.Read("metrics_by_specification.json");

    [Fact]
    public void The_confusion_matrix_gives_the_golden_values()
    {
        var cm = new ConfusionMatrix(OracleJson.Names(5), [.. G.Rows("cm").Select(r => r.Select(v => (long)v).ToArray())]);
        Assert.Equal(G.Double("accuracy"), Accuracy.Of(cm), 1e-12);
        Assert.Equal(G.Double("gmean_multiclass"), GeometricMean.Of(cm), 1e-12);
        Assert.Equal(G.Double("gmean_sens_x_spec_macro"), MacroGeometricMean.Of(cm), 1e-12);
        Assert.Equal(G.Double("f1_var_pop"), F1Variance.Of(cm), 1e-12);
        Assert.Equal(G.Double("f1_var_sample"), F1Variance.Of(cm, 1), 1e-12);
        Assert.Equal(G.Double("f1_macro"), MacroF1.Of(cm), 1e-12);
        Assert.Equal(G.Double("bal_acc"), BalancedAccuracy.Of(cm), 1e-12);
        Assert.Equal(G.Double("mcc"), MatthewsCorrelation.Of(cm), 1e-12);
        Assert.Equal(G.Double("kappa"), CohenKappa.Of(cm), 1e-12);
        for (var c = 0; c < 5; c++)
        {
            Assert.Equal(G.Doubles("recall")[c], cm.Recall(c), 1e-12);
            Assert.Equal(G.Doubles("precision")[c], cm.Precision(c), 1e-12);
            Assert.Equal(G.Doubles("f1")[c], cm.F1(c), 1e-12);
        }
    }

    [Fact]
    public void One_recall_of_zero_makes_the_geometric_mean_exactly_zero()
    {
        var rows = G.Rows("cm").Select(r => r.Select(v => (long)v).ToArray()).ToArray();
        rows[0] = [0, 1, 0, 0, 4];
        Assert.Equal(0, GeometricMean.Of(new ConfusionMatrix(OracleJson.Names(5), rows)));
    }

    [Fact]
    public void The_scores_give_the_golden_values()
    {
        var (y, s) = (G.Ints("score_y"), G.Doubles("score_s"));
        Assert.Equal(G.Double("auroc"), Auroc.Of(y, s), 1e-12);
        Assert.Equal(G.Double("ap"), AveragePrecision.Of(y, s), 1e-12);
        Assert.Equal(G.Double("brier"), BrierScore.Of(y, s), 1e-12);
        var set = PredictionSet.FromProbabilities(y, [.. s.SelectMany(v => new[] { 1 - v, v })], ["no", "yes"]);
        Assert.Equal(G.Double("logloss"), new LogLoss().Measure(set), 1e-12);
        Assert.Equal(G.Double("ece5"), CalibrationError.Of(CalibrationError.Bins(s, [.. y.Select(v => v == 1)], 5)), 1e-12);
        var (balanced, f1) = (BestBalancedAccuracy.Of(y, s), BestF1.Of(y, s));
        Assert.Equal(G.Doubles("best_bal_acc")[0], balanced.Value, 1e-12);
        Assert.Equal(G.Doubles("best_bal_acc")[1], balanced.Threshold);
        Assert.Equal(G.Doubles("best_f1")[0], f1.Value, 1e-12);
        Assert.Equal(G.Doubles("best_f1")[1], f1.Threshold);
    }
}
