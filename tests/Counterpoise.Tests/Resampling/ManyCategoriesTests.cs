using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

/// <summary>Merchants, devices and postal codes: columns of tens of thousands of categories.</summary>
[Collection(Alone.Name)]
public sealed class ManyCategoriesTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Columns_of_very_many_categories_take_memory_by_their_rows(bool mixed)
    {
        var (x, y) = Rows(40_000, 20_000, 30);
        IResampler method = mixed ? new SmoteNc(new SmoteNcOptions { CategoricalColumns = [0, 1] }) : new SmoteN();
        var features = mixed ? x : new DenseMatrix(x.Rows, 2, [.. Enumerable.Range(0, x.Rows).SelectMany(i => new[] { x[i, 0], x[i, 1] })]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = method.Resample(features, y, new RandomStream(1));
        Assert.Equal(2 * y.Count(c => c == 0), result.Features.Rows);
        // A table of all pairs of 20,000 categories alone would take 3,200 MB.
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 900 * Megabyte,
            $"{(GC.GetTotalAllocatedBytes() - before) / Megabyte} MB");
    }

    [Fact]
    public void Rows_of_many_categories_have_the_neighbours_that_their_encoding_gives()
    {
        var (x, y) = Rows(3_000, 400, 6);
        var narrow = new NominalEncoding(x, [0, 1], [.. Enumerable.Range(0, x.Rows).Where(i => y[i] == 1)]);
        int[] rows = [.. Enumerable.Range(0, x.Rows).Where(i => y[i] == 1)];
        var table = new Counterpoise.Neighbors.NeighborIndex(narrow.Encode(rows),
            new Counterpoise.Neighbors.NeighborOptions { Threads = 1 }).FindOwn(5, TestContext.Current.CancellationToken);
        var found = narrow.Nearest(rows, [.. Enumerable.Range(0, rows.Length)], 5, 1, TestContext.Current.CancellationToken);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(table.Of(i).ToArray(), found[i]!);
        }
    }

    private static (DenseMatrix X, int[] Y) Rows(int rows, int categories, int oneIn)
    {
        var random = new Random(5);
        var (x, y) = (new DenseMatrix(rows, 3), new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            (x[i, 0], x[i, 1], x[i, 2], y[i]) = (random.Next(categories), random.Next(categories / 2), random.NextDouble(),
                i % oneIn == 0 ? 1 : 0);
        }

        return (x, y);
    }
}
