using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public class MetricNamesTests
{
    [Fact]
    public void A_metric_on_the_large_test_part_is_read_and_ordered_as_the_metric_itself()
    {
        var name = MetricNames.OnLargeTest(MetricNames.F1Variance);
        Assert.Equal("F1 variance, large test", MetricNames.Label(name));
        Assert.True(MetricNames.LowerIsBetter(name));
        Assert.False(MetricNames.LowerIsBetter(MetricNames.OnLargeTest(MetricNames.Accuracy)));
    }

    [Fact]
    public void A_range_holds_what_the_metric_can_be_on_either_test_part()
    {
        Assert.Equal((-1, 1), MetricNames.Range(MetricNames.MatthewsCorrelation));
        Assert.Equal((0, 1), MetricNames.Range(MetricNames.OnLargeTest(MetricNames.Accuracy)));
        Assert.Equal(double.PositiveInfinity, MetricNames.Range(MetricNames.LogLoss).High);
        Assert.Equal(double.NegativeInfinity, MetricNames.Range("tail_recall").Low);
    }

    [Fact]
    public void An_unknown_name_is_told_with_spaces_and_more_is_better()
    {
        Assert.Equal("tail recall", MetricNames.Label("tail_recall"));
        Assert.False(MetricNames.LowerIsBetter("tail_recall"));
    }
}
