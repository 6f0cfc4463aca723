using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

public class SegmentTerritoryTests
{
    private const int K = 5;

    public static TheoryData<string, int, int> Shapes => new()
    {
        { "normal", 900, 3 }, { "normal", 700, 12 }, { "grid", 900, 2 }, { "duplicates", 600, 4 }, { "far", 800, 3 },
            { "outlier", 700, 5 }, { "normal", 30, 2 }, { "normal", 9, 2 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void What_the_lists_settle_equals_a_search_over_all_rows(string shape, int rows, int columns)
    {
        var world = new World(shape, rows, columns);
        var segment = new SegmentTerritory(world.Ends, world.Others);
        var settled = 0;
        foreach (var (seed, partner, gap) in world.Places(400))
        {
            var point = world.Point(seed, partner, gap);
            segment.Open(seed, partner);
            if (segment.Survey(gap, point.Row(0), out var purity, out var clearance))
            {
                var (expected, distance) = world.Territory.Survey(point, true, false, default);
                Assert.Equal(expected[0], purity);
                Assert.Equal(distance[0], clearance);
                settled++;
            }

            var middle = world.Point(seed, partner, 0.5);
            segment.JudgeMiddle(middle.Row(0));
            Assert.True(double.IsNaN(segment.Middle) || segment.Middle == world.Territory.Survey(middle, false, false, default).Purity[0]);
        }

        Assert.True(settled > 100, $"only {settled} of 400 points were settled");
    }

    [Fact]
    public void Lists_hold_what_lies_within_their_radius()
    {
        // Rows enough that a sample is looked at first.
        var world = new World("grid", 9000, 4);
        for (var i = 0; i < world.Ends.Own.Length; i += 97)
        {
            var row = world.Ends.Own[i];
            double[] all = [.. Enumerable.Range(0, 9000).Select(r => ExactDistance.Squared(world.Space.Rows.Row(row),
                world.Space.Rows.Row(r)))];
            var list = world.Ends.Lists.Of(i).ToArray();
            Assert.InRange(list.Length, K, world.Ends.Lists.Room);
            Assert.Equal(list.Select(r => all[r]), world.Ends.Lists.SquaredOf(i).ToArray());
            Assert.DoesNotContain(row, list);
            var radius = world.Ends.Lists.SquaredRadius(i);
            Assert.All(Enumerable.Range(0, 9000).Except(list).Where(r => r != row), r => Assert.True(all[r] >= radius));
        }
    }

    [Fact]
    public void A_small_data_set_is_settled_whole()
    {
        var world = new World("normal", 40, 3);
        var segment = new SegmentTerritory(world.Ends, world.Others);
        Assert.All(world.Places(200), place =>
        {
            segment.Open(place.Seed, place.Partner);
            Assert.True(segment.Survey(place.Gap, world.Point(place.Seed, place.Partner, place.Gap).Row(0), out _, out _));
        });
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Judgement_equals_a_search_for_every_point(string shape, int rows, int columns)
    {
        var world = new World(shape, rows, columns);
        var places = world.Places(300);
        int[] seeds = [.. places.Select(p => p.Seed)];
        int[] partners = [.. places.Select(p => p.Partner)];
        double[] gaps = [.. places.SelectMany(p => new[] { p.Gap, p.Gap / 2 })];
        foreach (var threads in new[] { 1, 3 })
        {
            var lines = new QcLines(world.Space, world.Ends.Own, world.Partners);
            var (ipq, clearance) = new QcJudge(lines, world.Ends, world.Territory, world.Others, threads)
                .Judge(seeds, partners, gaps, default);
            for (var i = 0; i < gaps.Length; i++)
            {
                var point = world.Territory.Survey(world.Point(seeds[i / 2], partners[i / 2], gaps[i]), true, false, default);
                var middle = world.Territory.Survey(world.Point(Math.Min(seeds[i / 2], partners[i / 2]),
                    Math.Max(seeds[i / 2], partners[i / 2]), 0.5), false, false, default);
                Assert.Equal((0.5 * point.Purity[0]) + (0.5 * middle.Purity[0]), ipq[i]);
                Assert.Equal(point.Clearance[0], clearance[i]);
            }
        }
    }

    [Fact]
    public void Long_segments_between_crowds_stay_open()
    {
        // Two crowds of the class at 0 and 10, the majority half way: no list reaches the middle.
        var rows = new DenseMatrix(300, 1);
        var labels = new int[300];
        for (var i = 0; i < 300; i++)
        {
            (rows[i, 0], labels[i]) = i < 200 ? ((i % 2 * 10) + (i / 1e3), 1) : (5 + (i / 1e3), 0);
        }

        var index = new NeighborIndex(rows);
        var segment = new SegmentTerritory(SegmentEnds.Find(rows, index, [.. Enumerable.Range(0, 200)], K, default),
            Array.ConvertAll(labels, l => l == 0));
        segment.Open(0, 1);
        Assert.False(segment.Survey(0.5, [5.0005], out _, out _));
        segment.JudgeMiddle([5.0005]);
        Assert.Equal(double.NaN, segment.Middle);
    }

    /// <summary>Rows of two classes, the rarer one every fourth.</summary>
    private sealed class World
    {
        private readonly RandomStream _random = new(3, "segments");

        internal World(string shape, int rows, int columns)
        {
            var x = new DenseMatrix(rows, columns);
            var y = new int[rows];
            for (var i = 0; i < rows; i++)
            {
                y[i] = i % 4 == 0 ? 1 : 0;
                for (var c = 0; c < columns; c++)
                {
                    var value = _random.NextNormal() + y[i];
                    x[i, c] = shape switch
                    {
                        "grid" => Math.Round(value),
                        "duplicates" => i % 3 == 0 ? Math.Round(value) : value,
                        "far" => 1e7 + value,
                        "outlier" => i % 50 == 0 ? 1000 * value : value,
                        _ => value,
                    };
                }
            }

            Space = new QcSpace(x, y, new ClassRows(y), new QcSmoteOptions { Standardize = false });
            int[] own = [.. Enumerable.Range(0, rows).Where(i => y[i] == 1)];
            Ends = SegmentEnds.Find(x, Space.Index, own, K, default);
            Others = Array.ConvertAll(y, l => l == 0);
            Territory = new Territory(x, Space.Index, y, 1, K, new NeighborOptions());
            Partners = new NeighborIndex(x.SelectRows(own)).FindOwn(Math.Min(K, own.Length - 1));
        }

        internal QcSpace Space { get; }

        internal SegmentEnds Ends { get; }

        internal bool[] Others { get; }

        internal Territory Territory { get; }

        internal NeighborTable Partners { get; }

        /// <summary>Segments to near and, now and then, to any rows, with gaps that hit the ends and the middle too.</summary>
        internal (int Seed, int Partner, double Gap)[] Places(int count) =>
            [.. Enumerable.Range(0, count).Select(i =>
            {
                var seed = (int)_random.NextInteger(Ends.Own.Length);
                var partner = i % 5 == 0 ? (int)_random.NextInteger(Ends.Own.Length)
                    : Partners.Of(seed)[(int)_random.NextInteger(Partners.K)];
                return (seed, partner, i % 7 == 0 ? 0 : i % 11 == 0 ? 0.5 : _random.NextDouble());
            })];

        internal DenseMatrix Point(int seed, int partner, double gap)
        {
            var point = new DenseMatrix(1, Space.Rows.Columns);
            Interpolation.Between(Space.Rows.Row(Ends.Own[seed]), Space.Rows.Row(Ends.Own[partner]), gap, point.Row(0));
            return point;
        }
    }
}
