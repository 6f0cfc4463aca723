using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics;

/// <summary>scikit-learn 1.2.1 and imbalanced-learn 0.10; the numbers are made by oracles/metrics.py.</summary>
public class ClassMetricOracleTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OracleJson.Read("metrics.json").GetProperty("classes")
        .GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Metrics_of_classes_equal_scikit_learn_and_imbalanced_learn(int index)
    {
        var o = OracleJson.Read("metrics.json").GetProperty("classes")[index];
        var classes = o.GetProperty("classes").GetInt32();
        var cm = ConfusionMatrix.Of(o.Ints("labels"), o.Ints("predicted"), OracleJson.Names(classes));
        Assert.Equal(o.Ints("present"), cm.PresentClasses);
        Assert.Equal(o.Double("accuracy"), Accuracy.Of(cm), Tolerance);
        Assert.Equal(o.Double("balanced_accuracy"), BalancedAccuracy.Of(cm), Tolerance);
        Assert.Equal(o.Double("macro_f1"), MacroF1.Of(cm), Tolerance);
        Assert.Equal(o.Double("macro_precision"), MacroPrecision.Of(cm), Tolerance);
        Assert.Equal(o.Double("f1_variance"), F1Variance.Of(cm), Tolerance);
        Assert.Equal(o.Double("f1_variance_sample"), F1Variance.Of(cm, 1), Tolerance);
        Assert.Equal(o.Double("geometric_mean"), GeometricMean.Of(cm), Tolerance);
        Assert.Equal(o.Double("geometric_mean_macro"), MacroGeometricMean.Of(cm), Tolerance);
        Assert.Equal(o.Double("mcc"), MatthewsCorrelation.Of(cm), Tolerance);
        Assert.Equal(o.Double("kappa"), CohenKappa.Of(cm), Tolerance);
        foreach (var c in cm.PresentClasses)
        {
            Assert.Equal(o.Doubles("recall")[c], cm.Recall(c), Tolerance);
            Assert.Equal(o.Doubles("f1")[c], cm.F1(c), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_imbalanced_report_equals_imbalanced_learns(int index)
    {
        var o = OracleJson.Read("metrics.json").GetProperty("classes")[index];
        var report = ImbalancedReport.Of(ConfusionMatrix.Of(o.Ints("labels"), o.Ints("predicted"),
            OracleJson.Names(o.GetProperty("classes").GetInt32())));
        var rows = o.Rows("report");
        for (var c = 0; c < rows.Length; c++) Equal(rows[c], report.Classes[c]);
        Equal([.. o.Doubles("report_average"), report.Average.Support], report.Average);

        static void Equal(double[] expected, ImbalancedReportRow row)
        {
            double[] found = [row.Precision, row.Sensitivity, row.Specificity, row.F1, row.GeometricMean, row.BalancedAccuracyIndex,
                row.Support];
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], Tolerance);
        }
    }
}
