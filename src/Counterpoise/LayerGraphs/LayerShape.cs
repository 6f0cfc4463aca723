namespace Counterpoise.LayerGraphs;

/// <summary>Size of what one layer hands to the next, for one row of the batch.</summary>
/// <param name="Height">Rows; 1 for vectors.</param>
/// <param name="Width">Columns; 1 for vectors.</param>
/// <param name="Channels">Channels, which vary fastest in memory.</param>
public readonly record struct LayerShape(int Height, int Width, int Channels)
{
    /// <summary>Number of values.</summary>
    public int Length => Height * Width * Channels;

    /// <inheritdoc/>
    public override string ToString() => $"{Height}x{Width}x{Channels}";
}
