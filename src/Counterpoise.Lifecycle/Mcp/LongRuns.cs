using System.Collections.Concurrent;
using ModelContextProtocol;

namespace Counterpoise.Lifecycle.Mcp;

/// <summary>Work that outlasts a call: it is begun, asked about by its handle, and can be cancelled. It ends with the server.</summary>
internal sealed class LongRuns(int most) : IDisposable
{
    private readonly ConcurrentDictionary<string, LongRun> _runs = new();
    private readonly SemaphoreSlim _places = new(most);
    private readonly CancellationTokenSource _closing = new();
    private int _number;

    public string Begin(string what, Func<Action<string>, CancellationToken, object> work)
    {
        var run = new LongRun(what, CancellationTokenSource.CreateLinkedTokenSource(_closing.Token));
        var handle = $"{what}-{Interlocked.Increment(ref _number)}";
        _runs[handle] = run;
        run.Work = Task.Run(async () =>
        {
            await _places.WaitAsync(run.Token);
            try
            {
                run.Status = "running";
                run.Result = work(text => run.Progress = text, run.Token);
                run.Status = "finished";
            }
            finally
            {
                _places.Release();
            }
        }).ContinueWith(done =>
        {
            if (done.Exception is { } fault)
                (run.Status, run.Fault) = ("failed", McpTools.Describe(fault.GetBaseException()));
            else if (done.IsCanceled)
                run.Status = "cancelled";
        }, TaskScheduler.Default);
        return handle;
    }

    public LongRun Find(string handle) => _runs.TryGetValue(handle, out var run) ? run
        : throw new McpException(
        $"there is no run '{handle}'; the runs are {string.Join(", ", _runs.Keys.Order().DefaultIfEmpty("none"))}");

    public void Dispose()
    {
        _closing.Cancel();
        Task.WaitAll([.. _runs.Values.Select(r => r.Work)], TimeSpan.FromSeconds(10));
        _closing.Dispose();
        _places.Dispose();
    }
}
