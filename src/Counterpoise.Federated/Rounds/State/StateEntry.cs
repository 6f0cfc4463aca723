namespace Counterpoise.Federated.Rounds;

/// <summary>One tensor of a state: what is sent, aggregated and kept.</summary>
public sealed record StateEntry
{
    private readonly Func<double[]>? _later;

    /// <summary>Creates a tensor.</summary>
    /// <param name="name">The name in the network's state dict.</param>
    /// <param name="shape">Its shape; empty for a scalar.</param>
    /// <param name="type">Float32, Float64 or Int64.</param>
    /// <param name="values">Its values, row by row; rounded to the type, so that what is kept equals what is sent.</param>
    public StateEntry(string name, IReadOnlyList<long> shape, ScalarType type, double[] values) =>
        (Name, Shape, Type, Values) = (name, shape, type, values);

    private StateEntry(StateEntry of, Func<double[]> read)
    {
        (Name, Shape, Type) = (of.Name, of.Shape, of.Type);
        Values = [];
        _later = read;
    }

    /// <summary>The name in the network's state dict.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Float32, Float64 or Int64.</summary>
    public ScalarType Type { get; }

    /// <summary>
    /// Its values, row by row; numbers of the type (integers below 2⁵³). Those of an update that the server keeps in a file are read anew
    /// each time.
    /// </summary>
    public double[] Values
    {
        get => _later?.Invoke() ?? field;
        init => (field, _later) = (Type == ScalarType.Float32 ? Array.ConvertAll(value, number => (double)(float)number) : value, null);
    }

    /// <summary>Whether it counts something, such as batches seen, and is not averaged.</summary>
    public bool IsCounter => Type == ScalarType.Int64;

    /// <summary>Whether it is a running statistic of a normalisation layer, as opposed to what is learned by gradients.</summary>
    public bool IsStatistic => Name.EndsWith("running_mean", StringComparison.Ordinal)
        || Name.EndsWith("running_var", StringComparison.Ordinal) || IsCounter;

    /// <summary>Bytes that its values take when they are sent.</summary>
    public long Bytes => Shape.Aggregate(1L, (product, side) => product * side) * (Type == ScalarType.Float32 ? sizeof(float)
        : sizeof(double));

    /// <summary>The same tensor without values in memory.</summary>
    /// <param name="read">Reads them.</param>
    internal StateEntry Later(Func<double[]> read) => new(this, read);
}
