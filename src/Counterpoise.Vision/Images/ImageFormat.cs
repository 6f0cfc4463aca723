namespace Counterpoise.Vision.Images;

/// <summary>The image file formats that can be read.</summary>
public enum ImageFormat
{
    /// <summary>JPEG: baseline and progressive, gray, YCbCr, CMYK and YCCK.</summary>
    Jpeg,

    /// <summary>PNG: 1 to 16 bits, gray, RGB, palette, with or without alpha.</summary>
    Png,

    /// <summary>Windows bitmap: 1 to 32 bits, plain, run-length encoded or with bit masks.</summary>
    Bmp,

    /// <summary>WebP: with and without loss; the first frame of an animation.</summary>
    WebP,

    /// <summary>GIF: the first frame.</summary>
    Gif,

    /// <summary>TIFF: the first page; 1 to 16 bits, gray, RGB, palette, CMYK, YCbCr; strips or tiles, every usual compression.</summary>
    Tiff,
}
