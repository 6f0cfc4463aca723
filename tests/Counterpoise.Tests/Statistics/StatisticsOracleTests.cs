using System.Text.Json;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

/// <summary>SciPy 1.10; the numbers are made by oracles/statistics.py.</summary>
public class StatisticsOracleTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Wilcoxon_equals_scipy() => Each("wilcoxon", (o, a, b) => WilcoxonSignedRank.Of(a, b, Side(o),
        o.GetProperty("method").GetString() == "auto" && !LeavesExact(a, b) ? PValueMethod.Auto : PValueMethod.Normal,
            o.GetProperty("correction").GetBoolean()));

    [Fact]
    public void Mann_whitney_equals_scipy() =>
        Each("mannwhitney", (o, a, b) => MannWhitney.Of(a, b, Side(o),
            a.Concat(b).Distinct().Count() < a.Length + b.Length ? PValueMethod.Normal : PValueMethod.Auto));

    /// <summary>
    /// SciPy 1.10 takes the normal approximation as soon as a difference is zero or two tie; here the exact distribution stays.
    /// </summary>
    private static bool LeavesExact(double[] a, double[] b)
    {
        double[] sizes = [.. a.Zip(b, (x, y) => Math.Abs(x - y))];
        return sizes.Contains(0) || sizes.Distinct().Count() < sizes.Length;
    }

    [Fact]
    public void Spearman_equals_scipy() => Each("spearman", (o, a, b) => Spearman.Of(a, b, Side(o)));

    [Fact]
    public void Paired_t_equals_scipy()
    {
        Each("ttest", (o, a, b) => PairedTest.Of(a, b, Side(o)));
        foreach (var o in Oracle("ttest"))
        {
            var interval = PairedTest.Interval(o.Doubles("a"), o.Doubles("b"));
            Assert.Equal(o.Double("low"), interval.Lower, Tolerance);
            Assert.Equal(o.Double("high"), interval.Upper, Tolerance);
        }
    }

    [Fact]
    public void Friedman_and_nemenyi_equal_scipy()
    {
        foreach (var o in Oracle("friedman"))
        {
            var result = Friedman.Of(o.Rows("scores"));
            Assert.Equal(o.Double("statistic"), result.Test.Statistic, Tolerance);
            Assert.Equal(o.Double("p"), result.Test.PValue, Tolerance);
            Assert.Equal(o.Double("f"), result.ImanDavenport.Statistic, Tolerance);
            Assert.Equal(o.Double("f_p"), result.ImanDavenport.PValue, Tolerance);
            Assert.Equal(o.Double("cd"), result.CriticalDifference, 1e-8); // SciPy's own quantile is a root found to 1e-8
            var (ranks, p) = (o.Doubles("ranks"), o.Rows("nemenyi"));
            for (var i = 0; i < ranks.Length; i++)
            {
                Assert.Equal(ranks[i], result.MeanRanks[i], Tolerance);
                for (var j = 0; j < ranks.Length; j++) Assert.Equal(i == j ? 1 : p[i][j], result.NemenyiPValues[i][j], 1e-10);
            }
        }
    }

    [Fact]
    public void The_studentised_range_equals_scipy()
    {
        foreach (var row in OracleJson.Read("statistics.json").Rows("studentized"))
            Assert.Equal(row[2], StudentizedRange.UpperTail(row[1], (int)row[0]), 1e-10);
    }

    [Fact]
    public void The_bca_interval_of_given_draws_equals_scipy()
    {
        foreach (var o in Oracle("bca"))
        {
            var interval = Bootstrap.BiasCorrected(o.Doubles("draws"), o.Doubles("values").Average(), o.Doubles("jackknife"),
                o.Double("confidence"));
            Assert.Equal(o.Double("low"), interval.Lower, 1e-10);
            Assert.Equal(o.Double("high"), interval.Upper, 1e-10);
        }
    }

    private static IEnumerable<JsonElement> Oracle(string name) => OracleJson.Read("statistics.json").GetProperty(name).EnumerateArray();

    private static Alternative Side(JsonElement o) => o.GetProperty("side")
        .GetString() switch { "greater" => Alternative.Greater, "less" => Alternative.Less, _ => Alternative.TwoSided };

    private static void Each(string name, Func<JsonElement, double[], double[], SignificanceTest> test)
    {
        foreach (var o in Oracle(name))
        {
            var result = test(o, o.Doubles("a"), o.Doubles("b"));
            Assert.Equal(o.Double("statistic"), result.Statistic, Tolerance);
            Assert.Equal(o.Double("p"), result.PValue, Tolerance);
        }
    }
}
