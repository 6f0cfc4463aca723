using System.Collections.Concurrent;
using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>As many networks as clients train at a time, however many clients there are.</summary>
internal sealed class NetworkPool(Func<EmbeddingClassifier> create, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<EmbeddingClassifier> _networks = [];

    /// <summary>
    /// Has a network used on a thread of its own, with one thread of the engine, so that sums do not depend on how many work.
    /// </summary>
    internal async Task<T> UseAsync<T>(Func<EmbeddingClassifier, T> use, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Use(use), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var network in _networks)
        {
            network.Dispose();
        }

        _free.Dispose();
    }

    private T Use<T>(Func<EmbeddingClassifier, T> use)
    {
        torch.set_num_threads(1);
        var network = _networks.TryTake(out var idle) ? idle : create();
        try
        {
            return use(network);
        }
        finally
        {
            _networks.Add(network);
        }
    }
}
