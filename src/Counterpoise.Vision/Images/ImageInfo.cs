namespace Counterpoise.Vision.Images;

/// <summary>What the header of an image file says.</summary>
/// <param name="Format">The file format, found by its first bytes and never by its name.</param>
/// <param name="Width">Width in pixels, after the EXIF orientation was applied.</param>
/// <param name="Height">Height in pixels, after the EXIF orientation was applied.</param>
/// <param name="Orientation">The EXIF orientation.</param>
public readonly record struct ImageInfo(ImageFormat Format, int Width, int Height, ExifOrientation Orientation);
