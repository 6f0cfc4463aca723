namespace Counterpoise.LayerGraphs;

/// <summary>y = x·scale + shift for each channel: a normalisation, or batch norm with fixed statistics.</summary>
/// <param name="Input">The value that is read.</param>
/// <param name="Scale">A factor for each channel.</param>
/// <param name="Shift">A summand for each channel.</param>
public sealed record ScaleLayer(int Input, float[] Scale, float[] Shift) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Scale.Length == inputs[0].Channels && Shift.Length == Scale.Length ? inputs[0]
            : throw new ArgumentException(
                $"{Scale.Length} factors and {Shift.Length} summands do not fit {inputs[0]}; expected one for each channel");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < output.Length; i++)
            output[i] = (inputs[0][i] * Scale[i % shape.Channels]) + Shift[i % shape.Channels];
    }
}
