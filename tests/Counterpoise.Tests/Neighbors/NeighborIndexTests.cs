using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Neighbors;

public class NeighborIndexTests
{
    public static TheoryData<string, int, int> Shapes => new()
    {
        { "normal", 700, 3 }, { "normal", 300, 30 }, { "grid", 900, 2 }, { "grid", 500, 9 }, { "duplicates", 400, 5 },
        { "outlier", 600, 4 }, { "offset", 500, 3 }, { "constant", 200, 2 }, { "normal", 7, 1 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Neighbours_equal_a_full_sort_with_ties_by_row(string shape, int rows, int columns)
    {
        var x = Make(shape, rows, columns);
        var k = Math.Min(6, rows - 1);
        var table = new NeighborIndex(x).FindOwn(k);
        for (var q = 0; q < rows; q++)
        {
            Assert.Equal(FullSort(x, x.Row(q).ToArray(), q, k), table.Of(q).ToArray());
        }

        var queries = Make(shape, 50, columns);
        var found = new NeighborIndex(x).Find(queries, k);
        for (var q = 0; q < queries.Rows; q++)
        {
            Assert.Equal(FullSort(x, queries.Row(q).ToArray(), -1, k), found.Of(q).ToArray());
        }
    }

    [Theory]
    [InlineData("normal", 700, 3, 17)]
    [InlineData("grid", 900, 2, 40)]
    [InlineData("duplicates", 400, 5, 64)]
    [InlineData("constant", 300, 2, 30)]
    [InlineData("normal", 90, 4, 89)]
    public void Many_neighbours_equal_a_full_sort_too(string shape, int rows, int columns, int k)
    {
        var x = Make(shape, rows, columns);
        int[] some = [.. Enumerable.Range(0, rows / 3).Select(i => 3 * i)];
        var table = new NeighborIndex(x).FindOwn(some, k);
        for (var q = 0; q < some.Length; q++)
        {
            Assert.Equal(FullSort(x, x.Row(some[q]).ToArray(), some[q], k), table.Of(q).ToArray());
            Assert.Equal(ExactDistance.Squared(x.Row(some[q]), x.Row(table.Of(q)[^1])), table.SquaredOf(q)[^1]);
        }
    }

    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(9, 1, true)]
    [InlineData(30, 1, true)]
    [InlineData(63, 20, true)]
    [InlineData(3, 1, false)]
    [InlineData(9, 3e4, false)]
    [InlineData(30, 1e9, false)]
    public void Rows_are_rounded_to_16_bits_where_their_spread_allows_and_nothing_is_lost(int columns, double outlier, bool paired)
    {
        var x = Make("normal", 900, columns);
        x.Row(17)[1] *= outlier;
        Assert.Equal(paired && VectorPath.Has256, new PackedRows(x, 1).IsPaired);

        var own = new NeighborIndex(x).FindOwn(7);
        // Queries beyond all rows, which could not be rounded as they were, and some between rows.
        var queries = Make("normal", 60, columns);
        queries.Row(3)[0] = -50 * Math.Max(1, outlier);
        foreach (ref var value in queries.Row(5))
        {
            value *= 40 * outlier;
        }

        var found = new NeighborIndex(x).Find(queries, 7);
        var few = new NeighborIndex(x).Find(queries.SelectRows([0, 1, 2]), 7);
        for (var q = 0; q < queries.Rows; q++)
        {
            Assert.Equal(FullSort(x, queries.Row(q).ToArray(), -1, 7), found.Of(q).ToArray());
            Assert.Equal(FullSort(x, x.Row(13 * q).ToArray(), 13 * q, 7), own.Of(13 * q).ToArray());
        }

        Assert.Equal(found.Of(2).ToArray(), few.Of(2).ToArray());
    }

    [Fact]
    public void Rows_along_a_line_are_not_rounded_to_16_bits()
    {
        var random = new Random(3);
        var x = new DenseMatrix(20_000, 8);
        for (var i = 0; i < x.Rows; i++)
        {
            var at = random.NextDouble();
            for (var c = 0; c < 8; c++)
            {
                x[i, c] = (at * (c + 1)) + (1e-6 * random.NextDouble());
            }
        }

        Assert.False(new PackedRows(x, 1).IsPaired);
    }

    [Fact]
    public void One_thread_equals_four()
    {
        var x = Make("grid", 800, 4);
        var one = new NeighborIndex(x, new NeighborOptions { Threads = 1 }).FindOwn(5);
        var four = new NeighborIndex(x, new NeighborOptions { Threads = 4 }).FindOwn(5);
        Assert.Equal(one.Indices, four.Indices);
        Assert.Equal(one.SquaredDistances, four.SquaredDistances);
    }

    [Fact]
    public void Chosen_rows_get_the_neighbours_that_they_have_among_all()
    {
        var x = Make("normal", 500, 4);
        var all = new NeighborIndex(x).FindOwn(4);
        int[] rows = [499, 3, 77, 3];
        var some = new NeighborIndex(x).FindOwn(rows, 4);
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.Equal(all.Of(rows[i]).ToArray(), some.Of(i).ToArray()));
    }

    [Fact]
    public void Missing_values_are_left_out_and_the_rest_is_scaled_up()
    {
        var x = DenseMatrix.FromRows([0, 0], [3, double.NaN], [double.NaN, 4], [2, 2], [double.NaN, double.NaN]);
        var table = new NeighborIndex(x, new NeighborOptions { Metric = NeighborMetric.NanEuclidean }).FindOwn(4);
        Assert.Equal([3, 1, 2, 4], table.Of(0).ToArray());
        Assert.Equal(Math.Sqrt(8), table.Distance(0, 0), 1e-12);
        Assert.Equal(Math.Sqrt(18), table.Distance(0, 1), 1e-12);
        Assert.Equal(double.PositiveInfinity, table.Distance(0, 3));
    }

    [Fact]
    public void Impossible_searches_say_so()
    {
        var x = Make("normal", 5, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighborIndex(x).FindOwn(5));
        Assert.Throws<ArgumentException>(() => new NeighborIndex(x).Find(new DenseMatrix(1, 3), 1));
        x[3, 1] = double.NaN;
        Assert.Contains("row 3, column 1 is NaN", Assert.ThrowsAny<ArgumentException>(() => new NeighborIndex(x)).Message);
        Assert.Throws<ArgumentException>(() => new NeighborIndex(new DenseMatrix(1, 1), new NeighborOptions { Threads = 0 }));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new NeighborIndex(Make("normal", 9, 2)).FindOwn(1, source.Token));
    }

    private static DenseMatrix Make(string shape, int rows, int columns)
    {
        var random = new RandomStream(5, shape);
        var x = new DenseMatrix(rows, columns);
        for (var i = 0; i < x.Data.Length; i++)
        {
            x.Data[i] = shape switch
            {
                "grid" => random.NextInteger(4),
                "offset" => 1.6e9 + random.NextNormal(),
                "constant" => 2.5,
                _ => random.NextNormal(),
            };
        }

        if (shape == "duplicates")
        {
            x.Data.AsSpan(0, x.Data.Length / 2).CopyTo(x.Data.AsSpan(x.Data.Length / 2));
        }

        if (shape == "outlier")
        {
            x[11, 1] = 1e12;
        }

        return x;
    }

    private static int[] FullSort(DenseMatrix x, double[] query, int self, int k) =>
        [.. Enumerable.Range(0, x.Rows).Where(i => i != self).OrderBy(i => ExactDistance.Squared(query, x.Row(i))).ThenBy(i => i).Take(k)];

    [Fact]
    public void Without_a_column_all_rows_are_equally_near()
    {
        var found = new NeighborIndex(new DenseMatrix(200, 0, [])).Find(new DenseMatrix(300, 0, []), 3);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal([0.0, 0, 0], found.SquaredOf(row).ToArray()));
    }
}
