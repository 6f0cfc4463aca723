namespace Counterpoise.Torch.Collectives;

/// <summary>
/// The gradients of parameters in one flat tensor, and behind them for each parameter a 1 where this rank has a gradient: summed up, how
/// many ranks have.
/// </summary>
internal sealed class GradientMessage : IDisposable
{
    private readonly KeyValuePair<string, Tensor>[] _parameters;
    private readonly Tensor _flat;
    private readonly Tensor _counts;
    private readonly Tensor[] _slices;

    /// <param name="parameters">Names and parameters.</param>
    /// <param name="type">What the gradients are summed up in.</param>
    public GradientMessage(KeyValuePair<string, Tensor>[] parameters, ScalarType type)
    {
        _parameters = parameters;
        var elements = parameters.Sum(p => p.Value.Count);
        _flat = Tensor.Zeros([elements + parameters.Length], type).DetachFromDisposeScope();
        _counts = _flat.Narrow(0, elements, parameters.Length).DetachFromDisposeScope();
        _slices = new Tensor[parameters.Length];
        var start = 0L;
        for (var i = 0; i < _slices.Length; i++)
        {
            var parameter = parameters[i].Value;
            _slices[i] = _flat.Narrow(0, start, parameter.Count).View(parameter.Shape).DetachFromDisposeScope();
            start += parameter.Count;
        }
    }

    /// <summary>Copies the gradients together, zeros where there is none, and sums them up over the ranks.</summary>
    public void Send(ProcessGroup group)
    {
        var has = new double[_slices.Length];
        for (var i = 0; i < _slices.Length; i++)
        {
            using var gradient = _parameters[i].Value.Grad;
            if (gradient is null)
            {
                _slices[i].ZeroInPlace();
            }
            else
            {
                _slices[i].CopyFrom(gradient);
                has[i] = 1;
            }
        }

        _counts.CopyFrom(Tensor.FromArray(has));
        group.AllReduce(_flat);
    }

    /// <summary>Names of the parameters that at least one rank has no gradient of.</summary>
    public IEnumerable<string> LackingAnywhere(int ranks) => Counts().Zip(_parameters).Where(p => p.First < ranks)
        .Select(p => p.Second.Key);

    /// <summary>Writes the sums, divided, into the gradients of the parameters that some rank used.</summary>
    public void WriteBack(int divisor)
    {
        var counts = Counts();
        if (divisor != 1)
        {
            _flat.DivideInPlace(divisor);
        }

        for (var i = 0; i < _slices.Length; i++)
        {
            var parameter = _parameters[i].Value;
            using var gradient = parameter.Grad;
            if (gradient is not null)
            {
                gradient.CopyFrom(_slices[i]);
            }
            else if (counts[i] > 0)
            {
                parameter.Grad = _slices[i].To(parameter.Device).To(parameter.Type).Clone();
            }
        }
    }

    public void Dispose()
    {
        Array.ForEach(_slices, slice => slice.Dispose());
        _counts.Dispose();
        _flat.Dispose();
    }

    private double[] Counts()
    {
        using var scope = torch.NewDisposeScope();
        return _counts.Double().ToArray<double>();
    }
}
