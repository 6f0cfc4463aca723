using Counterpoise.Reports.Charts;

namespace Counterpoise.Reports.Tests.Charts;

public class RobustRangeTests
{
    [Fact]
    public void Far_points_do_not_stretch_the_range()
    {
        // 0 to 99, then 5000 and 9000: the middle 96% is 2 to 99, half its width more on either side, no lower than the values.
        var (low, high) = RobustRange.Of([.. Enumerable.Range(0, 100).Select(i => (double)i), 5000, 9000]);
        Assert.Equal(0, low);
        Assert.Equal(99 + (97 / 2.0), high);
    }

    [Fact]
    public void Without_far_points_every_value_lies_within() =>
        Assert.Equal((-3, 3), RobustRange.Of([-3, .. Enumerable.Range(-20, 41).Select(i => i / 10.0), 3]));

    [Fact]
    public void Values_that_are_nearly_all_equal_keep_their_whole_range()
    {
        Assert.Equal((0, 7), RobustRange.Of([.. Enumerable.Repeat(0.0, 200), 7]));
        Assert.Equal((0, 0), RobustRange.Of([]));
    }
}
