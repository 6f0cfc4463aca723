namespace Counterpoise.Deploy.Int8;

/// <summary>Every channel of a map times one number for it: y = requantize((m − z_m)(g_c − z_g)).</summary>
/// <param name="Map">The map.</param>
/// <param name="Gate">A code for each channel.</param>
/// <param name="Output">The tensor that is written, of the map's shape.</param>
/// <param name="Requantization">From products to codes: factor s_m·s_g/s_y.</param>
public sealed record IntegerGate(int Map, int Gate, int Output, Requantization Requantization) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Map, Gate];

    /// <inheritdoc/>
    public long ConstantBytes => LayerFaults.MultiplierBytes(Requantization);

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors[Output].Length;
    }

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors[Gate].Length != tensors[Map].Channels
            ? $"has {tensors[Gate].Length} gates for {tensors[Map].Channels} channels; expected one for each"
            : Requantization.Multipliers.Count != 1 ? "has several scales; expected one"
                : LayerFaults.SameShape(tensors[Map], tensors[Output]);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ReadOnlySpan<sbyte> map = memory[Map], gate = memory[Gate];
        var output = memory[Output];
        var (zeroMap, zeroGate) = (memory.Tensors[Map].Quantization.ZeroPoint, memory.Tensors[Gate].Quantization.ZeroPoint);
        for (var i = 0; i < output.Length; i++)
            output[i] = Requantization.Apply((map[i] - zeroMap) * (gate[i % gate.Length] - zeroGate), 0);
    }
}
