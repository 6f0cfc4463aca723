namespace Counterpoise.Deploy.Int8;

/// <summary>How a 32-bit sum is brought to 8 bits. Engines differ here, and so do their outputs in a third of all cases.</summary>
public enum RoundingMode
{
    /// <summary><c>(acc·q + 2^(30+n)) >> (31+n)</c>: what TensorFlow Lite's reference kernels do today.</summary>
    Single,

    /// <summary>A doubling high multiply, then a right shift with halves away from zero (gemmlowp).</summary>
    Double,

    /// <summary>A doubling high multiply, then <c>(x + 2^(n−1)) >> n</c>: halves upwards.</summary>
    DoubleTiesUp,
}
