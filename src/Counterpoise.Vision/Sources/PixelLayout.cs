namespace Counterpoise.Vision.Sources;

/// <summary>How the bytes of an image in memory are ordered.</summary>
public enum PixelLayout
{
    /// <summary>One byte per pixel; gray, shown as three equal channels.</summary>
    Gray,

    /// <summary>Red, green and blue of one pixel side by side (HWC).</summary>
    Interleaved,

    /// <summary>All red, then all green, then all blue (CHW).</summary>
    Planar,
}
