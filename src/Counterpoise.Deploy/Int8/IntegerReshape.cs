namespace Counterpoise.Deploy.Int8;

/// <summary>The same codes under another shape.</summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written, of equal length and scale.</param>
public sealed record IntegerReshape(int Input, int Output) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => 0;

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => 0;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (x, y) = (tensors[Input], tensors[Output]);
        return x.Length != y.Length ? $"reads {x} and writes {y}; expected equal lengths" : LayerFaults.SameScale(x, y);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        memory[Input].CopyTo(memory[Output]);
    }
}
