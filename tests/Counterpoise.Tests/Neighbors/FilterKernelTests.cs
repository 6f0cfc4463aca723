using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Tests.Neighbors;

public unsafe class FilterKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Every_width_marks_the_same_pairs(int columns)
    {
        var random = new Random(columns);
        var panel = Numbers(random, columns * FilterKernel.PanelRows);
        var queries = Numbers(random, columns * FilterKernel.Queries);
        var (norms, bars) = (Numbers(random, FilterKernel.PanelRows), Numbers(random, FilterKernel.PanelRows));
        var (thresholds, queryNorms) = (Numbers(random, FilterKernel.Queries), Numbers(random, FilterKernel.Queries));
        var hits = stackalloc uint[FilterKernel.Queries];
        fixed (float* p = panel, q = queries, n = norms, b = bars, t = thresholds, m = queryNorms)
        {
            var chosen = FilterKernel.MarkMutual(p, n, b, q, t, m, columns, pairs: false, hits);
            Check(either: true, chosen);
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tile8<FilterLane16, EitherSide>(p, n, b, q, t, m, columns, 0, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tiles4<FilterLane8, EitherSide>(p, n, b, q, t, m, columns, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tiles4<FilterLane4, EitherSide>(p, n, b, q, t, m, columns, hits));
            Check(either: false, FilterKernel.Mark(p, n, q, t, columns, pairs: false, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: false, FilterKernel.Tiles4<FilterLane8, QuerySide>(p, n, n, q, t, t, columns, hits));
        }

        void Check(bool either, bool any)
        {
            var found = false;
            for (var query = 0; query < FilterKernel.Queries; query++)
            {
                for (var row = 0; row < FilterKernel.PanelRows; row++)
                {
                    double sum = norms[row];
                    for (var c = 0; c < columns; c++)
                    {
                        sum += (double)panel[(c * FilterKernel.PanelRows) + row] * queries[(c * FilterKernel.Queries) + query];
                    }

                    var bar = either ? Math.Min(thresholds[query], (double)bars[row] + queryNorms[query]) : thresholds[query];
                    var marked = (hits[query] >> row & 1) == 1;
                    found |= marked;

                    // At the very bar rounding decides.
                    Assert.True(Math.Abs(sum - bar) < 1e-4 || marked == sum >= bar,
                        $"query {query}, row {row}: sum {sum}, bar {bar}, marked {marked}");
                }
            }

            Assert.Equal(any, found);
        }
    }

    [Theory]
    [InlineData(1, 32_766)]
    [InlineData(4, 300)]
    [InlineData(15, 8_000)]
    public void Pairs_of_16_bits_are_summed_exactly_at_every_width(int steps, int largest)
    {
        Assert.SkipUnless(VectorPath.Has256, "needs AVX2");
        var random = new Random(steps);
        // No row or query is longer than a sum of 32 bits allows.
        var limit = Math.Min(largest, (int)(46_340 / Math.Sqrt(2 * steps)));
        var panel = Rounded(random, 2 * steps * FilterKernel.PanelRows, limit);
        var queries = Rounded(random, 2 * steps * FilterKernel.Queries, limit);
        var norms = Numbers(random, FilterKernel.PanelRows);
        var thresholds = Numbers(random, FilterKernel.Queries);
        var hits = stackalloc uint[FilterKernel.Queries];
        fixed (short* p = panel, q = queries)
        fixed (float* n = norms, t = thresholds)
        {
            Check(FilterKernel.Mark((float*)p, n, (float*)q, t, steps, pairs: true, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(FilterKernel.Tiles4<PairLane8, QuerySide>((float*)p, n, n, (float*)q, t, t, steps, hits));
        }

        void Check(bool any)
        {
            var found = false;
            for (var query = 0; query < FilterKernel.Queries; query++)
            {
                for (var row = 0; row < FilterKernel.PanelRows; row++)
                {
                    long sum = 0;
                    for (var c = 0; c < 2 * steps; c++)
                    {
                        sum += (long)panel[(((c >> 1) * FilterKernel.PanelRows) + row) * 2 + (c & 1)]
                            * queries[(((c >> 1) * FilterKernel.Queries) + query) * 2 + (c & 1)];
                    }

                    var marked = (hits[query] >> row & 1) == 1;
                    found |= marked;
                    Assert.Equal((float)sum + norms[row] - thresholds[query] >= 0, marked);
                }
            }

            Assert.Equal(any, found);
        }
    }

    [Fact]
    public void Without_a_hit_nothing_is_marked()
    {
        const int columns = 5;
        var panel = new float[columns * FilterKernel.PanelRows];
        var queries = new float[columns * FilterKernel.Queries];
        var norms = new float[FilterKernel.PanelRows];
        float[] thresholds = [1, 1, 1, 1, 1, 1, 1, 1];
        var hits = stackalloc uint[FilterKernel.Queries];
        fixed (float* p = panel, q = queries, n = norms, t = thresholds)
        {
            Assert.False(FilterKernel.Mark(p, n, q, t, columns, pairs: false, hits));
        }
    }

    private static short[] Rounded(Random random, int count, int limit) =>
        [.. Enumerable.Range(0, count).Select(i => (short)(i % 5 == 0 ? limit : random.Next(-limit, limit + 1)))];

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
