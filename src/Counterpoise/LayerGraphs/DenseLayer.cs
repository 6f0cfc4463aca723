using System.Numerics.Tensors;

namespace Counterpoise.LayerGraphs;

/// <summary>y = Wx + b of a vector. Weights are output × input.</summary>
/// <param name="Input">The value that is read, of one row and one column.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Bias">A number for each output.</param>
public sealed record DenseLayer(int Input, float[] Weights, float[] Bias) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs[0] is { Height: 1, Width: 1 } x && Weights.Length == (long)x.Channels * Bias.Length
            ? new LayerShape(1, 1, Bias.Length)
            : throw new ArgumentException($"a dense layer with {Weights.Length} weights and {Bias.Length} outputs cannot read {inputs[0]}");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        var x = inputs[0];
        for (var o = 0; o < output.Length; o++)
            output[o] = Bias[o] + TensorPrimitives.Dot<float>(x, Weights.AsSpan(o * x.Length, x.Length));
    }
}
