using Counterpoise.Torch.Native;

namespace Counterpoise.Torch.Collectives;

/// <summary>A collective that runs beside the caller; what it writes is there once <see cref="Wait"/> has returned.</summary>
public sealed class CollectiveWork : IDisposable
{
    private readonly ProcessGroup _group;
    private readonly string _name;
    private readonly Action? _finish;
    private nint _handle;

    internal CollectiveWork(ProcessGroup group, string name, nint handle, Action? finish = null)
        => (_group, _name, _handle, _finish) = (group, name, handle, finish);

    /// <summary>The backstop for works nobody waited for.</summary>
    ~CollectiveWork() => Free();

    /// <summary>Waits until the collective has run on this rank.</summary>
    /// <exception cref="CollectiveException">It failed: a peer ended, or did not take part in time.</exception>
    /// <exception cref="InvalidOperationException">It was waited for already.</exception>
    public void Wait()
    {
        if (_handle == 0)
        {
            throw new InvalidOperationException($"this {_name} was waited for or disposed already");
        }

        try
        {
            _group.Check(Shim.cp_work_wait(_handle), _name);
            using var guard = NoGrad.Begin();
            _finish?.Invoke();
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Lets go of the work; it runs on, but its result must not be used.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            Shim.cp_work_free(handle);
        }
    }
}
