using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>A function of each code by itself, as a table of 256 codes.</summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written, of the same shape.</param>
/// <param name="Table">The output's code for each input code −128 to 127.</param>
/// <param name="Activation">The function that the table holds.</param>
public sealed record IntegerLookup(int Input, int Output, sbyte[] Table, LayerActivation Activation) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => Table.Length;

    /// <summary>A table by the quantizations of its ends.</summary>
    /// <param name="input">Index of what is read.</param>
    /// <param name="output">Index of what is written.</param>
    /// <param name="activation">The function.</param>
    /// <param name="x">Quantization of what is read.</param>
    /// <param name="y">Quantization of what is written.</param>
    public static IntegerLookup From(int input, int output, LayerActivation activation, AffineQuantization x, AffineQuantization y) =>
        new(input, output, [.. Enumerable.Range(-128, 256).Select(q =>
            y.Quantize(ActivationLayer.Apply(activation, (float)x.Dequantize((sbyte)q))))],
            activation);

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => 0;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return Table.Length != 256 ? $"has a table of {Table.Length} codes; expected 256"
            : LayerFaults.SameShape(tensors[Input], tensors[Output]);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        for (var i = 0; i < output.Length; i++) output[i] = Table[input[i] + 128];
    }
}
