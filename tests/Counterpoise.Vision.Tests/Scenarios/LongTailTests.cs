using Counterpoise.Splits;

namespace Counterpoise.Vision.Tests.Scenarios;

public sealed class LongTailTests
{
    [Fact]
    public void The_published_subsets_are_drawn_index_for_index()
    {
        int[] labels = [.. Enumerable.Range(0, 20_000).Select(i => (int)(((i * 7919L) + ((long)i * i * 31)) % 1009 % 10))];
        foreach (var subset in Oracle.Read("vision_scenarios.json").GetProperty("subsets").EnumerateArray())
        {
            var counts = subset.Text("kind") == "exp" ? LongTail.ExponentialCounts(1500, subset.Double("factor"), 10)
                : LongTail.StepCounts(1500, subset.Double("factor"), 10);
            Assert.Equal(subset.Ints("counts"), counts);
            var kept = LongTail.Draw(labels, counts, (uint)subset.Int("seed"));
            Assert.Equal(subset.Int("length"), kept.Length);
            Assert.Equal(subset.Ints("first"), kept[..40]);
            Assert.Equal(subset.Ints("last"), kept[^15..]);
            Assert.Equal(subset.Int("checksum"), (int)(kept.Select((k, i) => (i + 1L) * k).Sum() % int.MaxValue));
        }
    }

    [Fact]
    public void The_class_sizes_of_cifar_lt_are_those_of_the_reference_code()
    {
        var cifar = Oracle.Read("vision_scenarios.json").GetProperty("cifar");
        Assert.Equal(cifar.Ints("exp10"), LongTail.ExponentialCounts(5000, .01, 10));
        Assert.Equal(cifar.Ints("exp50"), LongTail.ExponentialCounts(5000, .02, 10));
        Assert.Equal(cifar.Ints("exp100"), LongTail.ExponentialCounts(500, .01, 100));
        Assert.Equal([5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50], LongTail.ExponentialCounts(5000, .01, 10));
    }

    [Fact]
    public void Too_few_images_or_an_impossible_factor_are_refused()
    {
        Assert.Contains("class 1 has 1 rows", Assert.Throws<ArgumentException>(() => LongTail.Draw([0, 0, 1], [2, 2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LongTail.Draw([0, 3], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LongTail.ExponentialCounts(10, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => LongTail.ExponentialCounts(10, 2, 3));
    }

    [Fact]
    public void An_absent_class_of_which_none_is_wanted_is_passed_over() => Assert.Equal(3, LongTail.Draw([0, 0, 2], [2, 0, 1]).Length);
}
