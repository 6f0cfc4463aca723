using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

/// <summary>Kolmogorov–Smirnov, χ² and the false discovery rate, by hand and against SciPy's numbers.</summary>
public class TwoSampleTests
{
    private static readonly double[] First = [.1, .2, .3, .4, .5, .6, .7, .8];
    private static readonly double[] Second = [.35, .45, .55, .65, .75, .85, .95, 1.05];

    [Fact]
    public void Distance_and_exact_p_are_those_of_the_reference()
    {
        var golden = OracleJson.Read("drift.json").GetProperty("ks");
        var test = KolmogorovSmirnov.Test(First, Second);
        Assert.Equal(golden.Double("D"), test.Statistic, 14);
        Assert.Equal(golden.Double("p"), test.PValue, 12);
        Assert.Equal("exact", test.Method);
    }

    [Fact]
    public void Two_and_two_values_are_counted_by_hand()
    {
        // Of the six orders of aabb, D is 1 in aabb and bbaa only.
        Assert.Equal(2.0 / 6, KolmogorovSmirnov.Test([1, 2], [3, 4]).PValue, 12);
        Assert.Equal(1, KolmogorovSmirnov.Test([1, 3], [2, 4]).PValue, 12);
        Assert.Equal(1, KolmogorovSmirnov.Test([5, 5], [5, 5]).PValue, 12);
    }

    [Fact]
    public void The_approximation_meets_the_exact_distribution_for_large_samples()
    {
        double[] a = [.. Enumerable.Range(0, 400).Select(i => (double)i)], b = [.. Enumerable.Range(0, 300).Select(i => (i * 1.31) + 30.5)];
        var exact = KolmogorovSmirnov.Test(a, b, PValueMethod.Exact);
        var approximate = KolmogorovSmirnov.Test(a, b);
        Assert.Equal("asymptotic", approximate.Method);
        Assert.Equal(exact.Statistic, approximate.Statistic);
        Assert.InRange(approximate.PValue / exact.PValue, .85, 1.15);
    }

    [Fact]
    public void Empty_or_undefined_samples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Test([], [1]));
        Assert.Throws<ArgumentException>(() => KolmogorovSmirnov.Test([double.NaN], [1]));
    }

    [Fact]
    public void Chi_squared_of_a_table_of_four_is_that_of_the_formula()
    {
        // n (ad − bc)² / (row and column sums): 100 · (10·30 − 20·40)² / (30 · 70 · 50 · 50).
        var test = ChiSquared.Test([10, 40], [20, 30]);
        Assert.Equal(100.0 * 500 * 500 / (30.0 * 70 * 50 * 50), test.Statistic, 12);
        Assert.Equal(.0290963, test.PValue, 6);
    }

    [Fact]
    public void A_category_that_nobody_has_changes_nothing()
    {
        Assert.Equal(ChiSquared.Test([10, 40], [20, 30]), ChiSquared.Test([10, 0, 40], [20, 0, 30]));
        Assert.Equal(1, ChiSquared.Test([10], [20]).PValue);
        Assert.Throws<ArgumentException>(() => ChiSquared.Test([0, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => ChiSquared.Test([-1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => ChiSquared.Test([1], [1, 2]));
    }

    [Fact]
    public void False_discovery_rates_are_those_by_hand()
    {
        double[] expected = [.02, .04, .04, double.NaN, .5];
        var adjusted = BenjaminiHochberg.Adjust([.005, .03, .02, double.NaN, .5]);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], adjusted[i], 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjust([1.1]));
    }
}
