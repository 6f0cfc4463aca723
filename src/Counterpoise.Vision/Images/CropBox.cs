namespace Counterpoise.Vision.Images;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width, at least 1.</param>
/// <param name="Height">Height, at least 1.</param>
public readonly record struct CropBox(int X, int Y, int Width, int Height)
{
    /// <summary>The box of a given size in the middle of an image; the size is cut to the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">Wanted width.</param>
    /// <param name="height">Wanted height.</param>
    public static CropBox Center(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        width = Math.Min(width, image.Width);
        height = Math.Min(height, image.Height);

        // Half to even, as torchvision's center_crop rounds.
        return new((int)Math.Round((image.Width - width) / 2.0), (int)Math.Round((image.Height - height) / 2.0), width, height);
    }

    internal void RequireInside(RgbImage image)
    {
        if (X < 0 || Y < 0 || Width < 1 || Height < 1 || X + Width > image.Width || Y + Height > image.Height)
        {
            throw new ArgumentException($"the box {X},{Y} {Width}×{Height} does not lie inside the image of {image.Width}×{image.Height}");
        }
    }
}
