namespace Counterpoise.LayerGraphs;

/// <summary>y = x + shift with a summand for each position and channel: a mean image that is taken off, for example.</summary>
/// <param name="Input">The value that is read.</param>
/// <param name="Shift">The summands, as the value they are added to: channels fastest.</param>
public sealed record ShiftLayer(int Input, float[] Shift) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Shift.Length == inputs[0].Length ? inputs[0]
            : throw new ArgumentException($"{Shift.Length} summands do not fit {inputs[0]}; expected {inputs[0].Length}");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < output.Length; i++) output[i] = inputs[0][i] + Shift[i];
    }
}
