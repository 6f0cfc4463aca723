using Counterpoise.Neighbors;

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
            var chosen = FilterKernel.MarkMutual(p, n, b, q, t, m, columns, hits);
            Check(either: true, chosen);
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tile8<FilterLane16, EitherSide>(p, n, b, q, t, m, columns, 0, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tiles4<FilterLane8, EitherSide>(p, n, b, q, t, m, columns, hits));
            new Span<uint>(hits, FilterKernel.Queries).Clear();
            Check(either: true, FilterKernel.Tiles4<FilterLane4, EitherSide>(p, n, b, q, t, m, columns, hits));
            Check(either: false, FilterKernel.Mark(p, n, q, t, columns, hits));
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
            Assert.False(FilterKernel.Mark(p, n, q, t, columns, hits));
        }
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
