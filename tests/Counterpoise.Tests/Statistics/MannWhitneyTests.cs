using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class MannWhitneyTests
{
    [Fact]
    public void Ties_are_counted_by_hand_in_the_exact_distribution()
    {
        // Values 1, 2 against 0, 1: mid-ranks 2.5, 4 and 1, 2.5. Of the 6 choices of two ranks, sums are 3.5, 3.5, 5, 5, 6.5, 6.5; observed
        // 6.5.
        var result = MannWhitney.Of([1, 2], [0, 1], Alternative.Greater);
        Assert.Equal(("exact", 3.5), (result.Method, result.Statistic));
        Assert.Equal(2.0 / 6, result.PValue, 12);
        Assert.Equal(1, MannWhitney.Of([1, 2], [0, 1], Alternative.Less).PValue, 12);
        Assert.Equal(4.0 / 6, MannWhitney.Of([1, 2], [0, 1]).PValue, 12);
    }

    [Fact]
    public void Large_samples_with_ties_take_the_normal_approximation() =>
        Assert.Equal("normal", MannWhitney.Of([.. Enumerable.Range(0, 100).Select(i => i % 5.0)], [1, 2, 2, 3, 4]).Method);
}
