namespace Counterpoise.Vision.Loading;

/// <summary>
/// One pass over the batches of an epoch: threads take image after image in order, never further ahead than the prefetch
/// allows, and the consumer takes the batches in order.
/// </summary>
internal sealed class LoadRun : IDisposable
{
    private readonly object _gate = new();
    private readonly LoaderState _state;
    private readonly IReadOnlyList<int[]> _batches;
    private readonly int[][] _occurrences;
    private readonly int _epoch;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _registration;
    private readonly PendingBatch?[] _ring;
    private readonly Thread[] _threads;
    private int _taken;
    private int _batch;
    private int _position;
    private bool _stopped;

    public LoadRun(LoaderState state, IReadOnlyList<int[]> batches, int epoch, int firstBatch, int rank, int ranks,
        CancellationToken cancellationToken)
    {
        (_state, _epoch, _cancellationToken) = (state, epoch, cancellationToken);

        // Counted over all ranks: an image that comes up on two of them is augmented anew on each.
        int[] Share(int[] joined) => ranks == 1 ? joined : [.. joined.Where((_, position) => position % ranks == rank)];
        (_batches, _occurrences) = ([.. batches.Select(Share)], [.. Occurrences(batches).Select(Share)]);
        _taken = _batch = firstBatch;
        _ring = new PendingBatch?[state.Options.PrefetchBatches];
        _registration = cancellationToken.Register(Stop);
        var threads = state.Options.Threads > 0 ? state.Options.Threads : Math.Max(Environment.ProcessorCount - 1, 1);
        _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"image loader {i}" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Waits for the next batch; null after the last.</summary>
    public ImageBatch? Take()
    {
        PendingBatch pending;
        lock (_gate)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (_taken == _batches.Count)
            {
                return null;
            }

            var slot = _taken % _ring.Length;
            while (_ring[slot] is not { IsComplete: true })
            {
                Monitor.Wait(_gate);
                _cancellationToken.ThrowIfCancellationRequested();
            }

            pending = _ring[slot]!;
            _ring[slot] = null;
            _taken++;
            Monitor.PulseAll(_gate);
        }

        return pending.Finish();
    }

    public void Dispose()
    {
        _registration.Dispose();
        Stop();
        Array.ForEach(_threads, thread => thread.Join());
        foreach (var pending in _ring)
        {
            pending?.Abandon();
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        var worker = new ImageReader.Worker();
        while (Next() is { } next)
        {
            if (next.Batch.Length == 0 || next.Batch.Fill(next.Position, _epoch, worker))
            {
                lock (_gate)
                {
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    /// <summary>The next image to read; waits while the prefetch is full, null when all is done.</summary>
    private (PendingBatch Batch, int Position)? Next()
    {
        lock (_gate)
        {
            while (!_stopped && _batch < _batches.Count && _batch >= _taken + _ring.Length)
            {
                Monitor.Wait(_gate);
            }

            if (_stopped || _batch == _batches.Count)
            {
                return null;
            }

            var slot = _batch % _ring.Length;
            var pending = _ring[slot] ??= new(_state, _batches[_batch], _occurrences[_batch]);
            var position = _position++;
            if (_position >= pending.Length)
            {
                _batch++;
                _position = 0;
            }

            return (pending, position);
        }
    }

    /// <summary>
    /// How often each image still comes up later in the epoch. Counted from the end, so that a run that resumes with the
    /// batches that are left draws what it would have drawn.
    /// </summary>
    private static int[][] Occurrences(IReadOnlyList<int[]> batches)
    {
        var later = new Dictionary<int, int>();
        var occurrences = new int[batches.Count][];
        for (var b = batches.Count - 1; b >= 0; b--)
        {
            occurrences[b] = new int[batches[b].Length];
            for (var i = batches[b].Length - 1; i >= 0; i--)
            {
                occurrences[b][i] = later.GetValueOrDefault(batches[b][i]);
                later[batches[b][i]] = occurrences[b][i] + 1;
            }
        }

        return occurrences;
    }
}
