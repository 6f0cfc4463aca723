namespace Counterpoise.Torch;

/// <summary>How a resized image's pixels are made.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A weighted mean of the 2 × 2 nearest.</summary>
    Bilinear,

    /// <summary>A cubic through the 4 × 4 nearest.</summary>
    Bicubic,

    /// <summary>A weighted mean over all that a shrunk pixel covers.</summary>
    BilinearAntialiased,
}
