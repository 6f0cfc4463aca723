using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics;

public class ShotAccuracyTests
{
    [Fact]
    public void Recalls_are_averaged_by_the_training_rows_of_their_classes()
    {
        var means = ShotAccuracy.Compute([500, 101, 100, 20, 19, 3], [.9, .7, .6, .4, .3, null]);
        Assert.Equal((.8, .5, .3), (Math.Round(means[ShotAccuracy.Many], 12), Math.Round(means[ShotAccuracy.Medium], 12),
            Math.Round(means[ShotAccuracy.Few], 12)));
    }

    [Fact]
    public void Classes_of_one_group_have_no_such_means_and_counts_must_fit()
    {
        Assert.Empty(ShotAccuracy.Compute([500, 200], [.9, .7]));
        Assert.Empty(ShotAccuracy.Compute([500, 5], [.9, null]));
        Assert.Throws<ArgumentException>(() => ShotAccuracy.Compute([1], []));
    }
}
