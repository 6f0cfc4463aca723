using Counterpoise.Numerics;

namespace Counterpoise.Tests.Numerics;

public class RowRangesTests
{
    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(1, 1 << 20, 4)]
    [InlineData(1_000, 10, 4)]
    [InlineData(100_003, 30, 4)]
    [InlineData(100_003, 30, 1)]
    public void Every_row_is_visited_once(int rows, int columns, int threads)
    {
        var visits = new int[rows];

        RowRanges.ForEach(rows, columns, threads, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                Interlocked.Increment(ref visits[row]);
            }
        });

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 4)]
    [InlineData(100_003, 4)]
    public async Task What_is_begun_is_done_when_its_task_has_ended(int rows, int threads)
    {
        var visits = new int[rows];

        await RowRanges.Begin(rows, 30, threads, () => visits.AsSpan().Fill(1));

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Little_work_is_not_shared()
    {
        var ranges = 0;

        RowRanges.ForEach(1_000, 10, 8, (_, _) => Interlocked.Increment(ref ranges));

        Assert.Equal(1, ranges);
    }
}
