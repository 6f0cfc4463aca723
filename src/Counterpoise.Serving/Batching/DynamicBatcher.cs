using System.Threading.Channels;

namespace Counterpoise.Serving.Batching;

/// <summary>
/// Runs inputs that arrive within a short time together: the first waits for others at most so long, or until a batch is full, and not
/// at all where it is alone as the one before it was. One batch runs at a time. What was accepted is answered, also when the batcher is
/// being disposed.
/// </summary>
/// <typeparam name="TInput">What is run.</typeparam>
/// <typeparam name="TOutput">What comes of it.</typeparam>
public sealed class DynamicBatcher<TInput, TOutput> : IAsyncDisposable
{
    private readonly Channel<Waiting> _queue;
    private readonly Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> _run;
    private readonly int _size;
    private readonly int _limit;
    private readonly TimeSpan _wait;
    private readonly Task _loop;
    private volatile bool _isClosed;

    /// <summary>Starts a batcher.</summary>
    /// <param name="run">Runs a batch and gives an output for each input, in order. An exception is every input's.</param>
    /// <param name="size">Inputs that run together at most, at least 1.</param>
    /// <param name="wait">How long a first input waits for others.</param>
    /// <param name="limit">Inputs that may wait, at least 1.</param>
    public DynamicBatcher(Func<IReadOnlyList<TInput>, IReadOnlyList<TOutput>> run, int size, TimeSpan wait, int limit)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        (_run, _size, _wait, _limit) = (run, size, wait, limit);
        _queue = Channel.CreateBounded<Waiting>(limit);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Inputs of the last batch: for metrics.</summary>
    public int LastBatchSize { get; private set; }

    /// <summary>Runs one input with others.</summary>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Stops the waiting; what runs already goes on.</param>
    /// <exception cref="QueueFullException">Too many are waiting.</exception>
    /// <exception cref="ObjectDisposedException">The batcher takes no more.</exception>
    public Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken = default)
    {
        var waiting = new Waiting(input, new TaskCompletionSource<TOutput>(TaskCreationOptions.RunContinuationsAsynchronously),
            cancellationToken);
        if (!_queue.Writer.TryWrite(waiting))
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            throw new QueueFullException(_limit);
        }

        return waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more inputs, and returns when those that were accepted are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var batch = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            Take(batch);
            // One client that asks again when it is answered is never joined by another: what was alone before is not held up.
            var isAlone = batch.Count == 1 && LastBatchSize == 1;
            if (batch.Count < _size && _wait > TimeSpan.Zero && !_isClosed && !isAlone)
            {
                await Task.Delay(_wait).ConfigureAwait(false);
                Take(batch);
            }

            batch.RemoveAll(w => w.Cancellation.IsCancellationRequested);
            if (batch.Count > 0) Answer(batch);
        }
    }

    private void Take(List<Waiting> batch)
    {
        while (batch.Count < _size && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
    }

    private void Answer(List<Waiting> batch)
    {
        LastBatchSize = batch.Count;
        try
        {
            var outputs = _run([.. batch.Select(w => w.Input)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.TrySetResult(outputs[i]);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to those who wait; the loop must live.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var waiting in batch) waiting.Answer.TrySetException(e);
        }
    }

    private sealed record Waiting(TInput Input, TaskCompletionSource<TOutput> Answer, CancellationToken Cancellation);
}
