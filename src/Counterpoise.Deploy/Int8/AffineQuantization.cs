namespace Counterpoise.Deploy.Int8;

/// <summary>
/// Real numbers as int8: real = scale · (q − zero point), q in [−128, 127]. Jacob et al., CVPR 2018.
/// </summary>
/// <param name="Scale">Width of one step, above 0.</param>
/// <param name="ZeroPoint">The code of 0.0, in [−128, 127].</param>
public readonly record struct AffineQuantization(double Scale, int ZeroPoint)
{
    /// <summary>Quantization of probabilities: scale 1/256, zero point −128.</summary>
    public static AffineQuantization Probabilities { get; } = new(1.0 / 256, -128);

    /// <summary>
    /// The quantization of a range: scale = (max − min)/255 with 0 inside the range, zero point = round(−128 − min/scale). A range of one
    /// value, 0, gets scale 1 and zero point 0.
    /// </summary>
    /// <param name="minimum">Least value; a positive one counts as 0, since 0 must have a code.</param>
    /// <param name="maximum">Greatest value; a negative one counts as 0.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or the minimum is above the maximum.</exception>
    public static AffineQuantization FromRange(double minimum, double maximum)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || minimum > maximum)
            throw new ArgumentException($"the range is {minimum} to {maximum}; expected finite bounds, the lower first");
        (minimum, maximum) = (Math.Min(minimum, 0), Math.Max(maximum, 0));
        if (maximum == minimum) return new AffineQuantization(1, 0);
        var scale = (maximum - minimum) / 255;
        return new AffineQuantization(scale, Math.Clamp(Round(-128 - (minimum / scale)), -128, 127));
    }

    /// <summary>The code of a real number, rounded half away from zero; beyond the range the nearest code.</summary>
    /// <param name="value">The number; NaN is refused.</param>
    /// <exception cref="ArgumentException">The number is NaN.</exception>
    public sbyte Quantize(double value)
    {
        if (double.IsNaN(value)) throw new ArgumentException("NaN has no int8 code; drop or fill the value before it is quantized");
        return (sbyte)Math.Clamp(Math.Round(value / Scale, MidpointRounding.AwayFromZero) + ZeroPoint, -128, 127);
    }

    /// <summary>The real number of a code.</summary>
    /// <param name="code">The code.</param>
    public double Dequantize(sbyte code) => Scale * (code - ZeroPoint);

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);
}
