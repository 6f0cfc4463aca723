namespace Counterpoise.Deploy.Int8;

/// <summary>From 32-bit sums to int8 codes: a factor for each channel or one for all, the output's zero point, and its bounds.</summary>
/// <param name="Multipliers">A factor for each output channel, or one for all.</param>
/// <param name="ZeroPoint">The output's zero point.</param>
/// <param name="Minimum">Least code of the activation.</param>
/// <param name="Maximum">Greatest code of the activation.</param>
/// <param name="Mode">How sums are rounded.</param>
public sealed record Requantization(IReadOnlyList<FixedPointMultiplier> Multipliers, int ZeroPoint, sbyte Minimum = -128,
    sbyte Maximum = 127, RoundingMode Mode = RoundingMode.Single)
{
    /// <summary>The code of a sum.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="channel">The output channel.</param>
    public sbyte Apply(int sum, int channel) => (sbyte)Math.Clamp(
        Multipliers[Multipliers.Count == 1 ? 0 : channel].Apply(sum, Mode) + ZeroPoint, Minimum, Maximum);

    /// <summary>The requantization of a layer with weights: factors s_x·s_w/s_y.</summary>
    /// <param name="input">The input's quantization.</param>
    /// <param name="weightScales">Scales of the weights, one for each output channel or one for all.</param>
    /// <param name="output">The output's quantization.</param>
    /// <param name="activation">What stands behind the layer.</param>
    /// <param name="mode">How sums are rounded.</param>
    public static Requantization From(AffineQuantization input, IReadOnlyList<double> weightScales, AffineQuantization output,
        IntegerActivation activation = IntegerActivation.None, RoundingMode mode = RoundingMode.Single)
    {
        ArgumentNullException.ThrowIfNull(weightScales);
        var (low, high) = Bounds(activation, output);
        return new Requantization([.. weightScales.Select(s => FixedPointMultiplier.From(input.Scale * s / output.Scale))],
            output.ZeroPoint, low, high, mode);
    }

    /// <summary>The codes that an activation lets through.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="output">The output's quantization.</param>
    public static (sbyte Minimum, sbyte Maximum) Bounds(IntegerActivation activation, AffineQuantization output) => activation switch
    {
        IntegerActivation.Relu => ((sbyte)Math.Max(-128, output.ZeroPoint), 127),
        IntegerActivation.Relu6 => ((sbyte)Math.Max(-128, output.ZeroPoint), output.Quantize(6)),
        _ => (-128, 127),
    };
}
