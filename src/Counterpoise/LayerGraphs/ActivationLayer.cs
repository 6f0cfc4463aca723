namespace Counterpoise.LayerGraphs;

/// <summary>A function of each value by itself.</summary>
/// <param name="Input">The value that is read.</param>
/// <param name="Activation">The function.</param>
public sealed record ActivationLayer(int Input, LayerActivation Activation) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <summary>The function's value.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">Its argument.</param>
    public static float Apply(LayerActivation activation, float x) => activation switch
    {
        LayerActivation.Relu => Math.Max(x, 0),
        LayerActivation.Relu6 => Math.Clamp(x, 0, 6),
        LayerActivation.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        LayerActivation.HardSigmoid => Math.Clamp(x + 3, 0, 6) / 6,
        LayerActivation.Swish => x / (1 + MathF.Exp(-x)),
        LayerActivation.Sigmoid => 1 / (1 + MathF.Exp(-x)),
        _ => MathF.Tanh(x),
    };

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < output.Length; i++) output[i] = Apply(Activation, inputs[0][i]);
    }
}
