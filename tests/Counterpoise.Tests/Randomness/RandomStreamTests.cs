using Counterpoise.Randomness;

namespace Counterpoise.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void Equal_coordinates_give_equal_draws_and_others_do_not()
    {
        var a = new RandomStream(7, "augment", 1, 2);
        var b = new RandomStream(7, "augment", 1, 2);
        Assert.Equal(a.NextUInt64(), b.NextUInt64());
        Assert.NotEqual(a.NextUInt64(), new RandomStream(7, "augment", 2, 1).NextUInt64());
        Assert.NotEqual(new RandomStream(7, "init").NextUInt64(), new RandomStream(7, "split").NextUInt64());
    }

    [Fact]
    public void A_restored_state_continues_the_stream()
    {
        var a = new RandomStream(3);
        a.NextNormal();
        var state = a.GetState();
        var expected = a.NextUInt64();
        a.SetState(state);
        Assert.Equal(expected, a.NextUInt64());
        Assert.Throws<ArgumentException>(() => a.SetState([0, 0, 0, 0]));
    }

    [Fact]
    public void Integers_are_uniform_within_their_bound()
    {
        var stream = new RandomStream(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[stream.NextInteger(7)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInteger(0));
    }

    [Fact]
    public void Normal_draws_have_mean_zero_and_variance_one()
    {
        var stream = new RandomStream(5);
        var values = Enumerable.Range(0, 100_000).Select(_ => stream.NextNormal()).ToArray();
        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(values.Average(v => v * v), 0.97, 1.03);
    }
}
