using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Statistics;

public class BootstrapTests
{
    private static readonly double[] A = [0.71, 0.74, 0.69, 0.8, 0.77, 0.72], B = [0.7, 0.7, 0.7, 0.75, 0.74, 0.72];

    [Fact]
    public void The_paired_interval_holds_the_mean_difference_and_repeats_for_a_seed()
    {
        var interval = Bootstrap.Paired(A, B, new RandomStream(1, "bootstrap"));
        Assert.True(interval.Contains(A.Zip(B, (a, b) => a - b).Average()));
        Assert.Equal(interval, Bootstrap.Paired(A, B, new RandomStream(1, "bootstrap")));
        Assert.NotEqual(interval, Bootstrap.Paired(A, B, new RandomStream(2, "bootstrap")));
    }

    [Fact]
    public void A_constant_difference_has_an_interval_of_one_point()
    {
        var shifted = B.Select(b => b + 0.25).ToArray();
        foreach (var method in Enum.GetValues<BootstrapMethod>())
        {
            var interval = Bootstrap.Paired(shifted, B, new RandomStream(1), 100, 0.9, method);
            Assert.Equal(0.25, interval.Lower, 1e-12);
            Assert.Equal(0.25, interval.Upper, 1e-12);
        }
    }

    [Fact]
    public void Coverage_of_a_mean_is_near_its_name()
    {
        var random = new RandomStream(5);
        var covered = 0;
        for (var trial = 0; trial < 300; trial++)
        {
            var values = Enumerable.Range(0, 40).Select(_ => random.NextNormal()).ToArray();
            if (Bootstrap.Interval(values, v => v.Average(), random, 300, 0.9, BootstrapMethod.BiasCorrectedAccelerated)
                .Contains(0)) covered++;
        }

        Assert.InRange(covered / 300.0, 0.83, 0.95);
    }

    [Fact]
    public void One_pair_is_refused() => Assert.Throws<ArgumentException>(() => Bootstrap.Paired([1], [2], new RandomStream(1)));
}
