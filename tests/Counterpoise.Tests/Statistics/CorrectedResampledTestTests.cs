using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class CorrectedResampledTestTests
{
    private static readonly double[] Five = [1, 2, 3, 4, 5];

    [Fact]
    public void By_hand_five_folds_have_t_of_two_square_roots_of_two()
    {
        // Mean 3, s^2 = 2.5, √(2.5 · (1/5 + 1/4)) = 3 / 2√2. With 4 degrees of freedom P(|T| ≤ t) = sin θ (1 + cos² θ / 2), tan θ = t / 2 =
        // √2.
        var test = CorrectedResampledTest.Of(Five, 0.25);
        Assert.Equal(2 * Math.Sqrt(2), test.Statistic, 12);
        Assert.Equal(1 - (Math.Sqrt(2.0 / 3) * 7 / 6), test.PValue, 12);
        Assert.Equal(test.PValue / 2, CorrectedResampledTest.Of(Five, 0.25, Alternative.Greater).PValue, 12);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void The_interval_of_level_1_less_p_ends_at_0(double share)
    {
        var p = CorrectedResampledTest.Of(Five, share).PValue;
        Assert.Equal(0, CorrectedResampledTest.Interval(Five, share, 1 - p).Lower, 9);
    }

    [Fact]
    public void It_is_never_surer_than_the_plain_t_test_and_equals_it_without_shared_rows()
    {
        var plain = PairedTest.Of(Five, new double[5]);
        Assert.True(CorrectedResampledTest.Of(Five, 0.25).PValue > plain.PValue);
        Assert.Equal(plain.PValue, CorrectedResampledTest.Of(Five, 1e-14).PValue, 9);
    }

    [Fact]
    public void Equal_differences_are_certain_unless_they_are_0_and_impossible_input_is_refused()
    {
        Assert.Equal((0, 1), (CorrectedResampledTest.Of([0.0, 0, 0], 0.5).Statistic, CorrectedResampledTest.Of([0.0, 0, 0], 0.5).PValue));
        Assert.Equal((double.NegativeInfinity, 0), (CorrectedResampledTest.Of([-1.0, -1, -1], 0.5).Statistic,
            CorrectedResampledTest.Of([-1.0, -1, -1], 0.5).PValue));
        Assert.Throws<ArgumentException>(() => CorrectedResampledTest.Of([1.0], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => CorrectedResampledTest.Of(Five, 0));
    }
}
