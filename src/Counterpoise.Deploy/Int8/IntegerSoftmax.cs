namespace Counterpoise.Deploy.Int8;

/// <summary>
/// p_i = e^{s·x_i} / Σ e^{s·x_j} as codes of scale 1/256 and zero point −128, by a table of 256 exponentials in single precision, so that
/// a device needs no exponential. The output's sum may miss 1 by a few codes.
/// </summary>
/// <param name="Input">The scores.</param>
/// <param name="Output">The probabilities.</param>
/// <param name="Exponentials">e^{−s·d} of the differences d = 0 to 255 to the greatest score.</param>
public sealed record IntegerSoftmax(int Input, int Output, float[] Exponentials) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => 4L * Exponentials.Length;

    /// <summary>A softmax by the scale of its input.</summary>
    /// <param name="input">Index of the scores.</param>
    /// <param name="output">Index of the probabilities.</param>
    /// <param name="scale">Scale of the scores.</param>
    /// <param name="beta">Factor of the scores. Default 1.</param>
    public static IntegerSoftmax From(int input, int output, double scale, double beta = 1) =>
        new(input, output, [.. Enumerable.Range(0, 256).Select(d => MathF.Exp((float)-scale * (float)beta * d))]);

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => 0;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors[Output].Quantization != AffineQuantization.Probabilities
            ? $"writes scale {tensors[Output].Quantization.Scale} and zero point {tensors[Output].Quantization.ZeroPoint}; expected "
                + $"1/256 and -128"
            : LayerFaults.SameShape(tensors[Input], tensors[Output])
                ?? (Exponentials.Length != 256 ? $"has {Exponentials.Length} exponentials; expected 256" : null);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        int greatest = -128;
        foreach (var x in input) greatest = Math.Max(greatest, x);
        var sum = 0f;
        foreach (var x in input) sum += Exponentials[greatest - x];
        var inverse = 1 / (sum * (1f / 256));
        for (var i = 0; i < input.Length; i++)
            output[i] = (sbyte)Math.Clamp((int)((Exponentials[greatest - input[i]] * inverse) + 0.5f) - 128, -128, 127);
    }
}
