namespace Counterpoise.Deploy.Int8;

/// <summary>
/// A positive real factor as <c>value · 2^(−31−shift)</c> with value in [2^30, 2^31): multiplication without floating point.
/// </summary>
/// <param name="Value">The 31-bit mantissa.</param>
/// <param name="Shift">Right shift; negative shifts to the left.</param>
public readonly record struct FixedPointMultiplier(int Value, int Shift)
{
    /// <summary>The multiplier next to a factor.</summary>
    /// <param name="factor">The factor, above 0 and below 2^30.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not finite, not positive or too large.</exception>
    public static FixedPointMultiplier From(double factor)
    {
        if (!(factor > 0) || factor >= 1 << 30)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "a factor between int8 scales must be above 0 and below 2^30");
        var exponent = Math.ILogB(factor) + 1;
        var mantissa = (long)Math.Round(Math.ScaleB(factor, 31 - exponent), MidpointRounding.AwayFromZero);
        if (mantissa == 1L << 31) (mantissa, exponent) = (1L << 30, exponent + 1);
        // Beyond 31 bits to the right nothing is left of a 32-bit sum.
        return exponent < -31 ? new FixedPointMultiplier(0, 0) : new FixedPointMultiplier((int)mantissa, -exponent);
    }

    /// <summary>The product with a sum, rounded.</summary>
    /// <param name="sum">The 32-bit sum.</param>
    /// <param name="mode">How it is rounded.</param>
    public int Apply(int sum, RoundingMode mode) => mode switch
    {
        RoundingMode.Single => (int)((((long)sum * Value) + (1L << (30 + Shift))) >> (31 + Shift)),
        RoundingMode.Double => ShiftAway(HighProduct(sum), Math.Max(Shift, 0)),
        _ => ShiftUp(HighProduct(sum), Math.Max(Shift, 0)),
    };

    private int HighProduct(int sum)
    {
        var shifted = (long)sum << Math.Max(-Shift, 0);
        var product = shifted * Value;
        var nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int)((product + nudge) / (1L << 31));
    }

    private static int ShiftAway(int value, int shift)
    {
        var mask = (int)((1L << shift) - 1);
        var threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> shift) + ((value & mask) > threshold ? 1 : 0);
    }

    private static int ShiftUp(int value, int shift) => shift == 0 ? value : (int)((value + (1L << (shift - 1))) >> shift);
}
