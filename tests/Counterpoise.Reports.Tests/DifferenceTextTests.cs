using Counterpoise.Comparisons;

namespace Counterpoise.Reports.Tests;

public class DifferenceTextTests
{
    private static PairedDifference Difference(int pairs, double low, double high, double holm, bool lower = false) =>
        new() { Metric = MetricNames.GeometricMean, LowerIsBetter = lower, MethodA = "a", MethodB = "b", Pairs = pairs,
            Mean = (low + high) / 2, Low = low, High = high, PValue = holm / 4, HolmPValue = holm };

    [Theory]
    [InlineData(10, 0.1, 0.2, 0.01, "A better")]
    [InlineData(10, -0.2, -0.1, 0.01, "B better")]
    [InlineData(5, 0.1, 0.2, 1, "undecided: interval and test disagree")]
    [InlineData(5, -0.2, -0.1, 1, "undecided: interval and test disagree")]
    [InlineData(10, -0.01, 0.2, 0.01, "undecided: interval and test disagree")]
    [InlineData(10, -0.1, 0.1, 0.5, "no difference shown")]
    [InlineData(10, 0, 0, double.NaN, "no difference shown")]
    [InlineData(4, 0.1, 0.2, 0.01, "too few pairs")]
    public void A_reading_tells_what_interval_and_corrected_test_say_together(int pairs, double low, double high, double holm,
        string reading) =>
        Assert.Equal(reading, DifferenceText.Reading(Difference(pairs, low, high, holm)));

    [Fact]
    public void Where_less_is_better_the_reading_turns_round()
    {
        Assert.Equal("B better", DifferenceText.Reading(Difference(10, 0.1, 0.2, 0.01, lower: true)));
        Assert.Equal("undecided: interval and test disagree", DifferenceText.Reading(Difference(10, -0.01, 0.2, 0.01, lower: true)));
    }

    [Fact]
    public void An_interval_needs_five_pairs()
    {
        Assert.Equal("+0.100 to +0.200", DifferenceText.Interval(Difference(5, 0.1, 0.2, 1)));
        Assert.Equal("too few pairs", DifferenceText.Interval(Difference(4, 0.1, 0.2, 1)));
        Assert.Equal("–", DifferenceText.Interval(Difference(5, double.NaN, double.NaN, 1)));
    }
}
