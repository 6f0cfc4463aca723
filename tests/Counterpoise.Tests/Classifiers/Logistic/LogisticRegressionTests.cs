using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Options;

namespace Counterpoise.Tests.Classifiers;

public class LogisticRegressionTests
{
    private static readonly LogisticRegressionOptions Exact = new() { Ridge = 0, Tolerance = 1e-13 };

    [Theory]
    [InlineData("0.02")]
    [InlineData("0.1")]
    [InlineData("0.5")]
    [InlineData("0.9")]
    public void The_population_risk_of_golden_A_has_the_golden_minimum_and_order(string share)
    {
        var g = OracleJson.Read("augmentation_advice.json");
        var (theta, auc) = Population(g, Features(g), double.Parse(share, System.Globalization.CultureInfo.InvariantCulture));
        var golden = g.GetProperty("pi_" + share);
        for (var i = 0; i < 3; i++) Assert.Equal(golden.Doubles("theta")[i], theta[i], 1e-6);
        Assert.Equal(golden.Double("auc"), auc, 1e-12);
    }

    [Fact]
    public void The_order_of_golden_B_is_best_in_the_middle_and_falls_off_on_both_sides()
    {
        var g = OracleJson.Read("augmentation_advice_nonmonotone.json");
        foreach (var (share, auc) in g.Doubles("pis").Zip(g.Doubles("auc"))) Assert.Equal(auc, Population(g, Features(g), share).Auc,
            1e-12);
    }

    [Fact]
    public void A_saturated_model_ranks_alike_at_every_balance_and_shifts_its_intercept_alone()
    {
        var g = OracleJson.Read("augmentation_advice.json");
        var indicators = new DenseMatrix(6, 5);
        for (var i = 1; i < 6; i++) indicators[i, i - 1] = 1;
        var (low, lowAuc) = Population(g, indicators, 0.02);
        var (middle, middleAuc) = Population(g, indicators, 0.5);
        Assert.Equal(g.GetProperty("saturated_auc").Double("0.02"), lowAuc, 1e-12);
        Assert.Equal(lowAuc, middleAuc, 1e-12);
        Assert.Equal(g.Double("saturated_intercept_diff"), middle[0] - low[0], 1e-10);
        for (var i = 1; i < 6; i++) Assert.Equal(low[i], middle[i], 1e-10);
    }

    [Fact]
    public void Separable_classes_stay_finite_with_a_ridge_and_say_so_without()
    {
        var x = DenseMatrix.FromRows([-2], [-1], [1], [2]);
        var ridged = new LogisticRegression(new LogisticRegressionOptions { Ridge = 1e-6 }).Fit(x, [0, 0, 1, 1], 2);
        Assert.True(ridged.Converged);
        Assert.True(double.IsFinite(ridged.Coefficients[0, 0]));
        var free = new LogisticRegression(new LogisticRegressionOptions { Ridge = 0, MaxIterations = 5 }).Fit(x, [0, 0, 1, 1], 2);
        Assert.False(free.Converged);
    }

    [Fact]
    public void A_weight_of_two_counts_like_the_row_twice()
    {
        var once = DenseMatrix.FromRows([0.1], [0.7], [0.4], [0.9]);
        var twice = DenseMatrix.FromRows([0.1], [0.7], [0.4], [0.9], [0.9]);
        var weighted = new LogisticRegression().Fit(once, [0, 1, 1, 0], 2, [1, 1, 1, 2]);
        var repeated = new LogisticRegression().Fit(twice, [0, 1, 1, 0, 0], 2);
        Assert.Equal(repeated.Coefficients[0, 0], weighted.Coefficients[0, 0], 1e-9);
    }

    [Fact]
    public void Wrong_options_are_listed_together()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new LogisticRegression(new LogisticRegressionOptions { Ridge = -1, Tolerance = 0, MaxIterations = 0 }));
        Assert.Equal(3, fault.Faults.Count);
    }

    private static DenseMatrix Features(System.Text.Json.JsonElement g) => DenseMatrix.FromRows(g.Rows("support"));

    /// <summary>Fits to the exact weighted population and gives (intercept, slopes) and the population AUROC.</summary>
    private static (double[] Theta, double Auc) Population(System.Text.Json.JsonElement g, DenseMatrix support, double share)
    {
        var (p1, p0) = (g.Doubles("p1"), g.Doubles("p0"));
        int[] both = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5];
        int[] labels = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
        var model = new LogisticRegression(Exact).Fit(support.SelectRows(both), labels, 2,
            [.. p1.Select(p => share * p), .. p0.Select(p => (1 - share) * p)]);
        var s = model.Scores(support);
        var auc = 0.0;
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < 6; j++) auc += p1[i] * p0[j] * (s[i] > s[j] + 1e-9 ? 1 : Math.Abs(s[i] - s[j]) <= 1e-9 ? 0.5 : 0);
        return ([model.Intercepts[0], .. model.Coefficients.Row(0)], auc);
    }
}
