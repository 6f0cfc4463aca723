namespace Counterpoise.Deploy.Int8;

/// <summary>
/// y = a + b of two tensors of one shape and different scales: both are brought to twice the greater scale with 20 bits more, added, and
/// requantized, as TensorFlow Lite does.
/// </summary>
/// <param name="First">One summand.</param>
/// <param name="Second">The other.</param>
/// <param name="Output">The sum.</param>
/// <param name="FirstFactor">s_a / (2·max(s_a, s_b)).</param>
/// <param name="SecondFactor">s_b / (2·max(s_a, s_b)).</param>
/// <param name="Requantization">From the sum, with 20 bits more, to codes.</param>
public sealed record IntegerAddition(int First, int Second, int Output, FixedPointMultiplier FirstFactor,
    FixedPointMultiplier SecondFactor, Requantization Requantization) : IIntegerLayer
{
    /// <summary>Bits by which codes are raised before they are scaled.</summary>
    public const int ExtraBits = 20;

    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [First, Second];

    /// <inheritdoc/>
    public long ConstantBytes => 16 + LayerFaults.MultiplierBytes(Requantization);

    /// <summary>An addition by the scales of its tensors.</summary>
    /// <param name="first">Index of one summand.</param>
    /// <param name="second">Index of the other.</param>
    /// <param name="output">Index of the sum.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="activation">What stands behind it.</param>
    /// <param name="mode">How sums are rounded.</param>
    public static IntegerAddition From(int first, int second, int output, IReadOnlyList<IntegerTensor> tensors,
        IntegerActivation activation = IntegerActivation.None, RoundingMode mode = RoundingMode.Single)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        double a = tensors[first].Quantization.Scale, b = tensors[second].Quantization.Scale, twice = 2 * Math.Max(a, b);
        var y = tensors[output].Quantization;
        var (low, high) = Requantization.Bounds(activation, y);
        return new IntegerAddition(first, second, output, FixedPointMultiplier.From(a / twice), FixedPointMultiplier.From(b / twice),
            new Requantization([FixedPointMultiplier.From(twice / ((1 << ExtraBits) * y.Scale))], y.ZeroPoint, low, high, mode));
    }

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => 0;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (a, b, y) = (tensors[First], tensors[Second], tensors[Output]);
        return LayerFaults.SameShape(a, b) ?? LayerFaults.SameShape(a, y);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ReadOnlySpan<sbyte> a = memory[First], b = memory[Second];
        var y = memory[Output];
        var (zeroA, zeroB) = (memory.Tensors[First].Quantization.ZeroPoint, memory.Tensors[Second].Quantization.ZeroPoint);
        var mode = Requantization.Mode;
        for (var i = 0; i < y.Length; i++)
        {
            var sum = FirstFactor.Apply((a[i] - zeroA) << ExtraBits, mode) + SecondFactor.Apply((b[i] - zeroB) << ExtraBits, mode);
            y[i] = Requantization.Apply(sum, 0);
        }
    }
}
