using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Tests.Splits;

public class LeakGuardTests
{
    [Fact]
    public void A_copy_or_a_group_on_two_sides_throws_and_is_named()
    {
        LeakGuard.Require([0, 0, 1], [2], [3], [5, 5, 6, 7]);
        Assert.Contains("1 lies (2) in the training split and in the test split",
            Assert.Throws<LeakException>(() => LeakGuard.Require([0, 2, 2], [1], [2, 3], [])).Message);
        Assert.Contains("groups: 1 lies (5) in the training split and in the validation split",
            Assert.Throws<LeakException>(() => LeakGuard.Require([0], [1], [2], [5, 5, 6])).Message);
    }

    [Fact]
    public void Balancing_repeats_rows_of_the_smaller_class_under_their_numbers()
    {
        int[] labels = [0, 0, 0, 1, 0, 1];
        var all = RepeatedDraws.Balance([0, 1, 2, 3], labels, new RandomStream(1));
        Assert.Equal(6, all.Length);
        Assert.Equal(3, all.Count(r => r == 3));
        Assert.Equal([0, 3], RepeatedDraws.Balance([0, 3], labels, new RandomStream(1)).Order());
        Assert.Contains("no minority", Assert.Throws<ArgumentException>(() => RepeatedDraws.Balance([0, 1], labels, new RandomStream(1)))
            .Message);
    }

    [Fact]
    public void Over_sampling_before_the_split_finds_a_signal_in_noise_and_after_it_none()
    {
        var (before, after) = (new List<double>(), new List<double>());
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var stream = new RandomStream((ulong)seed, "noise");
            int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 10 == 0 ? 1 : 0)];
            double[][] rows = [.. labels.Select(_ => Enumerable.Range(0, 10).Select(_ => stream.NextNormal()).ToArray())];

            var balanced = RepeatedDraws.Balance([.. Enumerable.Range(0, 600)], labels, stream);
            before.Add(NearestNeighbourAuc(rows, labels, balanced[..(balanced.Length * 4 / 5)], balanced[(balanced.Length * 4 / 5)..]));
            Assert.Throws<LeakException>(() => LeakGuard.Require(balanced[..(balanced.Length * 4 / 5)], [],
                balanced[(balanced.Length * 4 / 5)..], []));

            var split = StratifiedSplit.Of(labels, 0.2, 0, stream);
            var train = RepeatedDraws.Balance(split.Train, labels, stream);
            LeakGuard.Require(train, [], split.Test, []);
            after.Add(NearestNeighbourAuc(rows, labels, train, split.Test));
        }

        Assert.True(before.Min() > 0.85 && before.Average() > 0.9, $"{before.Average()}");
        Assert.InRange(after.Average(), 0.45, 0.55);
    }

    private static double NearestNeighbourAuc(double[][] rows, int[] labels, int[] train, int[] test)
    {
        double Distance(int a, int b) => rows[a].Zip(rows[b], (x, y) => (x - y) * (x - y)).Sum();
        var known = train.Distinct().ToArray();
        double[] scores = [.. test.Select(t => (double)labels[known.MinBy(k => Distance(t, k))])];
        return Auroc.Of([.. test.Select(t => labels[t])], scores);
    }
}
