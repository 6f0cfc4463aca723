namespace Counterpoise.Deploy.Int8;

/// <summary>y = requantize(b + W(x − z_x)): every output reads every input. Weights are output × input.</summary>
/// <param name="Input">The tensor that is read, in memory order.</param>
/// <param name="Output">The tensor that is written.</param>
/// <param name="Weights">int8 weights.</param>
/// <param name="Bias">int32 bias of each output, in units of s_x·s_w.</param>
/// <param name="Requantization">From sums to codes.</param>
public sealed record IntegerDense(int Input, int Output, sbyte[] Weights, int[] Bias, Requantization Requantization) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => Weights.Length + (4L * Bias.Length) + LayerFaults.MultiplierBytes(Requantization);

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => Weights.Length;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (x, y) = (tensors[Input], tensors[Output]);
        return LayerFaults.Constants(Weights, (long)y.Length * x.Length, Bias, Requantization, y with { Channels = y.Length })
            ?? LayerFaults.Sums(x.Length, Bias);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        var zero = memory.Tensors[Input].Quantization.ZeroPoint;
        for (var o = 0; o < output.Length; o++)
        {
            var sum = Bias[o] + IntegerProducts.Sum(input, Weights.AsSpan(o * input.Length, input.Length), zero);
            output[o] = Requantization.Apply(sum, o);
        }
    }
}
