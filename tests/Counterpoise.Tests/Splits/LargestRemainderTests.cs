using Counterpoise.Splits;

namespace Counterpoise.Tests.Splits;

public class LargestRemainderTests
{
    [Fact]
    public void The_largest_remainders_get_the_units_that_are_left() =>
        Assert.Equal([5, 3, 2], LargestRemainder.Apportion(10, [47L, 32, 21]));

    [Fact]
    public void Ties_go_to_the_lower_index()
    {
        Assert.Equal([2, 2, 1], LargestRemainder.Apportion(5, [1L, 1, 1]));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], LargestRemainder.Apportion(1, [.1, .1, .1, .1, .1, .1, .1, .1, .1, .1]));
    }

    [Fact]
    public void Written_fractions_are_exact_where_floating_point_is_not()
    {
        // 0.29 · 100 is 28.999999999999996 in floating point.
        Assert.Equal([29, 71], LargestRemainder.Apportion(100, [.29, .71]));
        Assert.Equal([435, 1065], LargestRemainder.Apportion(1500, [.29, .71]));
        Assert.Equal([0, 7], LargestRemainder.Apportion(7, [1e-300, 1e300]));
    }

    [Fact]
    public void Counts_sum_to_the_total_and_lie_within_one_of_the_share()
    {
        var random = new Counterpoise.Randomness.RandomStream(2);
        for (var trial = 0; trial < 200; trial++)
        {
            var weights = Enumerable.Range(0, 1 + (int)random.NextInteger(8)).Select(_ => random.NextDouble() + 1e-6).ToArray();
            var total = (int)random.NextInteger(5000);
            var counts = LargestRemainder.Apportion(total, weights);
            Assert.Equal(total, counts.Sum());
            for (var i = 0; i < counts.Length; i++) Assert.InRange(counts[i] - (total * weights[i] / weights.Sum()), -1, 1);
        }
    }

    [Fact]
    public void A_weight_of_zero_gets_nothing() => Assert.Equal([0, 4], LargestRemainder.Apportion(4, [0.0, 3]));

    [Fact]
    public void Wrong_weights_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Apportion(3, [1.0, double.NaN]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Apportion(3, [1L, -1]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Apportion(3, [0L, 0]));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Apportion(3, Array.Empty<long>()));
    }
}
