using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class WilcoxonSignedRankTests
{
    [Fact]
    public void Five_differences_of_one_sign_have_probability_one_in_sixteen()
    {
        double[] a = [1.1, 2.2, 3.3, 4.4, 5.5], b = [1, 2, 3, 4, 5];
        Assert.Equal(2.0 / 32, WilcoxonSignedRank.Of(a, b).PValue);
        Assert.Equal(1.0 / 32, WilcoxonSignedRank.Of(a, b, Alternative.Greater).PValue);
        Assert.Equal(1, WilcoxonSignedRank.Of(a, b, Alternative.Less).PValue);
    }

    [Fact]
    public void Ties_are_counted_by_hand_in_the_exact_distribution()
    {
        // Differences 1, 1, -1: ranks 2, 2, 2; W+ is 4 in 3 and 6 in 1 of 8 sign patterns.
        var result = WilcoxonSignedRank.Of([1, 1, 0], [0, 0, 1], Alternative.Greater, PValueMethod.Exact);
        Assert.Equal(4, result.Statistic);
        Assert.Equal(0.5, result.PValue);
        Assert.Equal("exact", WilcoxonSignedRank.Of([1, 1, 0], [0, 0, 1]).Method);
    }

    [Fact]
    public void Five_differences_of_one_sign_and_a_zero_are_no_more_than_five()
    {
        // The normal approximation has 0.043 here, and would decide a verdict that no sign pattern allows.
        double[] a = [0.81, 0.92, 0.77, 0.88, 0.69, 1], b = [0.8, 0.9, 0.74, 0.84, 0.64, 1];
        var result = WilcoxonSignedRank.Of(a, b);
        Assert.Equal((2.0 / 32, "exact"), (result.PValue, result.Method));
        Assert.Equal(0.0431, WilcoxonSignedRank.Of(a, b, method: PValueMethod.Normal).PValue, 4);
    }

    [Fact]
    public void Many_differences_take_the_normal_approximation()
    {
        double[] a = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? -1.0 : i)];
        Assert.Equal("normal", WilcoxonSignedRank.Of(a, new double[60]).Method);
    }

    [Fact]
    public void Equal_samples_differ_with_probability_one()
    {
        var result = WilcoxonSignedRank.Of([1, 2], [1, 2]);
        Assert.Equal(("none", 1.0), (result.Method, result.PValue));
    }

    [Fact]
    public void Swapping_the_samples_swaps_the_sides()
    {
        double[] a = [0.3, 0.9, 0.1, 0.75, 0.6], b = [0.2, 0.5, 0.35, 0.4, 0.1];
        Assert.Equal(WilcoxonSignedRank.Of(a, b, Alternative.Greater).PValue, WilcoxonSignedRank.Of(b, a, Alternative.Less).PValue, 1e-15);
    }

    [Fact]
    public void Unpaired_and_undefined_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Of([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Of([], []));
    }
}
