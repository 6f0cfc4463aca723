namespace Counterpoise.LayerGraphs;

/// <summary>a + b of two values of one shape.</summary>
/// <param name="First">One summand.</param>
/// <param name="Second">The other.</param>
public sealed record AdditionLayer(int First, int Second) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [First, Second];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs[0] == inputs[1] ? inputs[0] : throw new ArgumentException($"{inputs[0]} and {inputs[1]} cannot be added");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < output.Length; i++) output[i] = inputs[0][i] + inputs[1][i];
    }
}
