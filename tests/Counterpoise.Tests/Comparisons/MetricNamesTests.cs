using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public class MetricNamesTests
{
    [Fact]
    public void A_metric_on_the_large_test_part_is_read_and_ordered_as_the_metric_itself()
    {
        var name = MetricNames.OnLargeTest(MetricNames.F1Variance);
        Assert.Equal("F1 variance, large test", MetricNames.Describe(name).Label);
        Assert.False(MetricNames.Describe(name).HigherIsBetter);
        Assert.True(MetricNames.Describe(MetricNames.OnLargeTest(MetricNames.Accuracy)).HigherIsBetter);
    }

    [Fact]
    public void A_range_holds_what_the_metric_can_be_on_either_test_part()
    {
        Assert.Equal((-1, 1), Range(MetricNames.MatthewsCorrelation));
        Assert.Equal((0, 1), Range(MetricNames.OnLargeTest(MetricNames.Accuracy)));
        Assert.Equal((0, null), Range(MetricNames.LogLoss));
        Assert.Equal((null, null), Range("tail_recall"));
    }

    [Fact]
    public void An_unknown_name_is_told_with_spaces_and_more_is_better()
    {
        Assert.Equal("tail recall", MetricNames.Describe("tail_recall").Label);
        Assert.True(MetricNames.Describe("tail_recall").HigherIsBetter);
    }

    private static (double? Low, double? High) Range(string metric) =>
        (MetricNames.Describe(metric).Low, MetricNames.Describe(metric).High);
}
