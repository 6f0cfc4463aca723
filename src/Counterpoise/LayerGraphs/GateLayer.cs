namespace Counterpoise.LayerGraphs;

/// <summary>Every channel of a map times one number for it: the end of a squeeze-and-excitation block.</summary>
/// <param name="Map">The map.</param>
/// <param name="Gate">A number for each channel, of one row and one column.</param>
public sealed record GateLayer(int Map, int Gate) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Map, Gate];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs[1] == new LayerShape(1, 1, inputs[0].Channels) ? inputs[0]
            : throw new ArgumentException($"a gate of {inputs[1]} does not fit a map of {inputs[0]}; expected a number for each channel");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < output.Length; i++) output[i] = inputs[0][i] * inputs[1][i % shape.Channels];
    }
}
