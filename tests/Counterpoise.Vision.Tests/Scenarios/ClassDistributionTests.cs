using Counterpoise.Vision.Scenarios;

namespace Counterpoise.Vision.Tests.Scenarios;

public sealed class ClassDistributionTests
{
    [Fact]
    public void The_five_scenarios_have_the_counts_of_the_paper()
    {
        int[][] expected = [[75, 75, 75, 75, 1200], [75, 75, 150, 150, 1050], [75, 75, 300, 300, 750], [150, 150, 300, 300, 600],
            [300, 300, 300, 300, 300]];
        Assert.Equal(expected, ClassDistribution.Paper.Select(scenario => scenario.Counts(1500)));
    }

    [Fact]
    public void The_imbalance_level_of_each_scenario_is_that_of_the_specification()
    {
        double[] expected = [.300000, .250998, .164317, .109545, 0];
        foreach (var (scenario, sigma) in ClassDistribution.Paper.Zip(expected))
        {
            var shares = scenario.Shares;
            Assert.Equal(sigma, Math.Sqrt(shares.Sum(f => (f - .2) * (f - .2)) / 5), 6);
        }
    }

    [Theory]
    [InlineData(5, 1499)]
    [InlineData(7, 100)]
    [InlineData(1, 3)]
    [InlineData(4, 0)]
    public void Counts_sum_to_the_total_and_stay_within_one_of_the_share(int classes, int total)
    {
        foreach (var distribution in new[] { ClassDistribution.Balanced(classes), ClassDistribution.Exponential(classes, 37),
            ClassDistribution.Step(classes, 9) })
        {
            var counts = distribution.Counts(total);
            Assert.Equal(total, counts.Sum());
            Assert.All(counts.Zip(distribution.Shares), pair => Assert.InRange(pair.First, Math.Floor(pair.Second * total) - 1e-9,
                Math.Floor(pair.Second * total) + 1));
        }
    }

    [Fact]
    public void Long_tails_fall_by_the_ratio_from_first_to_last()
    {
        Assert.Equal(100, ClassDistribution.Exponential(10, 100).Shares[0] / ClassDistribution.Exponential(10, 100).Shares[9], 9);
        Assert.Equal([.4, .4, .1, .1], ClassDistribution.Step(4, 4).Shares);
        Assert.Equal([1.0], ClassDistribution.Exponential(1, 50).Shares);
    }

    [Fact]
    public void Impossible_shares_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ClassDistribution("x"));
        Assert.Throws<ArgumentException>(() => new ClassDistribution("x", 0, 0));
        Assert.Throws<ArgumentException>(() => new ClassDistribution("x", .5, double.NaN));
        Assert.Throws<ArgumentException>(() => new ClassDistribution("x", .5, -.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassDistribution.Exponential(5, .5));
    }
}
