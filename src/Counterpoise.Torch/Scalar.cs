using System.Globalization;

namespace Counterpoise.Torch;

/// <summary>A single number as operators take it: an integer, a real or a truth value, each converted implicitly.</summary>
public readonly struct Scalar
{
    private Scalar(ScalarType type, long bits)
    {
        Type = type;
        Bits = bits;
    }

    /// <summary><see cref="ScalarType.Int64"/>, <see cref="ScalarType.Float64"/> or <see cref="ScalarType.Bool"/>.</summary>
    public ScalarType Type { get; }

    internal long Bits { get; }

    /// <summary>The value as a real number.</summary>
    public double ToDouble() => Type == ScalarType.Float64 ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    /// <summary>The value in invariant notation.</summary>
    public override string ToString() => Type switch
    {
        ScalarType.Float64 => ToDouble().ToString(CultureInfo.InvariantCulture),
        ScalarType.Bool => Bits != 0 ? "True" : "False",
        _ => Bits.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new(ScalarType.Int64, value);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => (double)value;

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);
}
