namespace Counterpoise.Deploy.Int8;

/// <summary>An int8 tensor between two layers.</summary>
/// <param name="Name">Name, for messages.</param>
/// <param name="Height">Rows; 1 for vectors.</param>
/// <param name="Width">Columns; 1 for vectors.</param>
/// <param name="Channels">Channels, which vary fastest in memory.</param>
/// <param name="Quantization">What the codes mean.</param>
public sealed record IntegerTensor(string Name, int Height, int Width, int Channels, AffineQuantization Quantization)
{
    /// <summary>Number of codes, which is its size in bytes.</summary>
    public int Length => Height * Width * Channels;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Height}x{Width}x{Channels}";
}
