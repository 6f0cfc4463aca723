namespace Counterpoise.LayerGraphs;

/// <summary>p_i = e^{x_i} / Σ e^{x_j} of a vector.</summary>
/// <param name="Input">The scores, of one row and one column.</param>
public sealed record SoftmaxLayer(int Input) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs[0] is { Height: 1, Width: 1 } ? inputs[0] : throw new ArgumentException($"softmax reads a vector, found {inputs[0]}");
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        var (x, greatest, sum) = (inputs[0], inputs[0].Max(), 0f);
        for (var i = 0; i < output.Length; i++) sum += output[i] = MathF.Exp(x[i] - greatest);
        for (var i = 0; i < output.Length; i++) output[i] /= sum;
    }
}
