namespace Counterpoise.Torch;

/// <summary>
/// Frees every tensor made on this thread since its beginning, except those that were kept:
/// <code>using var scope = DisposeScope.Begin(); … return scope.Keep(result);</code>
/// Scopes nest. Tensors outside any scope live until they are disposed, or until the garbage collector finds them.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] private static DisposeScope? t_current;
    private readonly DisposeScope? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Tensor?> _tensors = [];
    private bool _disposed;

    private DisposeScope(DisposeScope? outer) => _outer = outer;

    /// <summary>The innermost scope of this thread, or null.</summary>
    public static DisposeScope? Current => t_current;

    /// <summary>How many tensors the scope would free now.</summary>
    public int Count => _tensors.Count(t => t is not null);

    /// <summary>Opens a scope; dispose it on the same thread, inner scopes first.</summary>
    public static DisposeScope Begin() => t_current = new DisposeScope(t_current);

    /// <summary>Moves a tensor to the next outer scope; without one it is the caller's to dispose.</summary>
    /// <returns>The same tensor.</returns>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (ReferenceEquals(tensor.Scope, this))
        {
            Remove(tensor);
            _outer?.Add(tensor);
        }

        return tensor;
    }

    /// <summary>Moves tensors to the next outer scope.</summary>
    /// <returns>The same tensors.</returns>
    public Tensor[] Keep(Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
        {
            Keep(tensor);
        }

        return tensors;
    }

    /// <summary>Takes a tensor out of all scopes: it lives until it is disposed, as parameters and saved states must.</summary>
    /// <returns>The same tensor.</returns>
    public static Tensor Detach(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.Scope?.Remove(tensor);
        return tensor;
    }

    /// <summary>Frees what was not kept and makes the outer scope current again.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is another thread.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (!ReferenceEquals(t_current, this))
        {
            throw new InvalidOperationException("dispose scopes close on the thread that opened them, inner ones first: put each in a using statement");
        }

        _disposed = true;
        t_current = _outer;
        foreach (var tensor in _tensors)
        {
            // One that another thread took out stays alive.
            if (ReferenceEquals(tensor?.Scope, this))
            {
                tensor.Dispose();
            }
        }

        _tensors.Clear();
    }

    internal static void Register(Tensor tensor) => t_current?.Add(tensor);

    internal void Remove(Tensor tensor)
    {
        // Another thread's list is left alone: its scope skips tensors that are no longer its own.
        if (!_disposed && _thread == Environment.CurrentManagedThreadId)
        {
            if (tensor.Slot == _tensors.Count - 1)
            {
                _tensors.RemoveAt(tensor.Slot);
            }
            else
            {
                _tensors[tensor.Slot] = null;
            }
        }

        tensor.Scope = null;
    }

    private void Add(Tensor tensor)
    {
        tensor.Scope = this;
        tensor.Slot = _tensors.Count;
        _tensors.Add(tensor);
    }
}
