using System.Globalization;

namespace Counterpoise.Torch;

/// <summary>
/// A 16-bit number with single precision's range and 8 bits of mantissa: what spans over <see cref="ScalarType.BFloat16"/> tensors hold.
/// </summary>
/// <param name="Bits">The upper half of the single-precision number.</param>
public readonly record struct BFloat16(ushort Bits)
{
    /// <summary>The nearest such number, ties to even.</summary>
    public static explicit operator BFloat16(float value)
    {
        if (float.IsNaN(value))
        {
            return new BFloat16(0x7FC0);
        }

        var bits = BitConverter.SingleToUInt32Bits(value);
        return new BFloat16((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>The same number in single precision, exactly.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);

    /// <summary>The number in invariant notation.</summary>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
