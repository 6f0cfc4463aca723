using Counterpoise.Serving.Batching;

namespace Counterpoise.Serving.Tests;

public sealed class DynamicBatcherTests
{
    [Fact]
    public async Task Inputs_that_arrive_together_run_together_and_each_gets_its_own_answer()
    {
        var sizes = new List<int>();
        await using var batcher = new DynamicBatcher<int, int>(batch =>
        {
            sizes.Add(batch.Count);
            return [.. batch.Select(x => 10 * x)];
        }, 8, TimeSpan.FromMilliseconds(200), 100);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => batcher.RunAsync(i)));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => 10 * i), answers);
        Assert.True(sizes.Count <= 2, $"{sizes.Count} batches for eight inputs");
        Assert.Equal(8, sizes.Sum());
    }

    [Fact]
    public async Task A_client_that_is_alone_waits_once_and_not_again()
    {
        await using var batcher = new DynamicBatcher<int, int>(batch => [.. batch], 4, TimeSpan.FromSeconds(2), 10);
        await batcher.RunAsync(1, TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(2, await batcher.RunAsync(2, TestContext.Current.CancellationToken));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"waited {watch.Elapsed}");
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_and_the_rest_is_answered()
    {
        using var gate = new ManualResetEventSlim();
        await using var batcher = new DynamicBatcher<int, int>(batch =>
        {
            gate.Wait();
            return [.. batch];
        }, 1, TimeSpan.Zero, 3);
        var accepted = new List<Task<int>> { batcher.RunAsync(0) };
        SpinWait.SpinUntil(() => batcher.LastBatchSize == 1, 5000);
        for (var i = 1; i <= 3; i++) accepted.Add(batcher.RunAsync(i));
        await Assert.ThrowsAsync<QueueFullException>(() => batcher.RunAsync(4));
        gate.Set();
        var answers = await Task.WhenAll(accepted);
        Assert.Equal([0, 1, 2, 3], answers);
    }

    [Fact]
    public async Task A_batch_that_fails_fails_for_its_inputs_alone()
    {
        await using var batcher = new DynamicBatcher<int, int>(batch => batch.Contains(7) ? throw new InvalidDataException("seven")
            : [.. batch], 1, TimeSpan.Zero, 10);
        await Assert.ThrowsAsync<InvalidDataException>(() => batcher.RunAsync(7));
        Assert.Equal(3, await batcher.RunAsync(3));
    }

    [Fact]
    public async Task What_was_accepted_is_answered_when_the_batcher_is_disposed_and_nothing_more_is_taken()
    {
        var batcher = new DynamicBatcher<int, int>(batch =>
        {
            Thread.Sleep(30);
            return [.. batch];
        }, 1, TimeSpan.Zero, 10);
        var answers = Enumerable.Range(0, 5).Select(i => batcher.RunAsync(i)).ToArray();
        await batcher.DisposeAsync();
        var given = await Task.WhenAll(answers);
        Assert.Equal([0, 1, 2, 3, 4], given);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batcher.RunAsync(6));
    }
}
