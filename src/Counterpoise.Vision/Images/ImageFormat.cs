namespace Counterpoise.Vision.Images;

/// <summary>The image file formats that can be read.</summary>
public enum ImageFormat
{
    /// <summary>JPEG: baseline and progressive, gray, YCbCr, CMYK and YCCK; decoded by libturbojpeg.</summary>
    Jpeg,

    /// <summary>PNG: 1 to 16 bits, gray, RGB, palette, with or without alpha; decoded by libspng.</summary>
    Png,

    /// <summary>Windows bitmap: uncompressed, 8 bits with palette, 24 or 32 bits.</summary>
    Bmp,
}
