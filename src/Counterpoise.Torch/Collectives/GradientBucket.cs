namespace Counterpoise.Torch.Collectives;

/// <summary>Parameters of one type and device whose gradients travel together in one flat tensor.</summary>
internal sealed class GradientBucket : IDisposable
{
    private readonly Tensor _flat;
    private readonly Tensor[] _slices;
    private readonly bool[] _ready;
    private CollectiveWork? _work;

    public GradientBucket(IReadOnlyList<KeyValuePair<string, Tensor>> parameters)
    {
        Parameters = parameters;
        _ready = new bool[parameters.Count];
        using var scope = DisposeScope.Begin();
        var first = parameters[0].Value;
        _flat = DisposeScope.Detach(Tensor.Zeros([parameters.Sum(p => p.Value.Count)], first.Type, first.Device));
        _slices = new Tensor[parameters.Count];
        var start = 0L;
        for (var i = 0; i < _slices.Length; i++)
        {
            var parameter = parameters[i].Value;
            _slices[i] = DisposeScope.Detach(_flat.Narrow(0, start, parameter.Count).View(parameter.Shape));
            start += parameter.Count;
        }
    }

    public IReadOnlyList<KeyValuePair<string, Tensor>> Parameters { get; }

    /// <summary>Gradients still to come.</summary>
    public int Pending { get; private set; }

    /// <summary>Whether no parameter of the bucket is learnt at the moment.</summary>
    public bool IsFrozen { get; private set; }

    public void Begin()
    {
        Array.Clear(_ready);
        Pending = Parameters.Count(p => p.Value.RequiresGrad);
        IsFrozen = Pending == 0;
    }

    /// <returns>Whether the gradient is new since <see cref="Begin"/>.</returns>
    public bool MarkReady(int index)
    {
        if (_ready[index])
        {
            return false;
        }

        _ready[index] = true;
        Pending--;
        return true;
    }

    public IEnumerable<int> Learnt => Enumerable.Range(0, Parameters.Count).Where(i => Parameters[i].Value.RequiresGrad);

    /// <summary>Copies the gradients together, zeros where there is none, and sends them.</summary>
    public void Launch(ProcessGroup group, ReduceOperation operation)
    {
        for (var i = 0; i < _slices.Length; i++)
        {
            using var gradient = Parameters[i].Value.RequiresGrad ? Parameters[i].Value.Grad : null;
            if (gradient is null)
            {
                _slices[i].ZeroInPlace();
            }
            else
            {
                _slices[i].CopyFrom(gradient);
            }
        }

        _work = group.AllReduceAsync(_flat, operation);
    }

    /// <summary>Waits for the result and writes it into the gradients of the parameters that some rank used.</summary>
    public void Collect(Func<string, bool> isUsed)
    {
        var work = _work;
        _work = null;
        work?.Wait();
        foreach (var i in Learnt)
        {
            var (name, parameter) = Parameters[i];
            using var gradient = parameter.Grad;
            if (gradient is not null)
            {
                gradient.CopyFrom(_slices[i]);
            }
            else if (isUsed(name))
            {
                using var copy = _slices[i].Clone();
                parameter.Grad = copy;
            }
        }
    }

    public void Abandon()
    {
        _work?.Dispose();
        _work = null;
    }

    public void Dispose()
    {
        Abandon();
        Array.ForEach(_slices, slice => slice.Dispose());
        _flat.Dispose();
    }
}
