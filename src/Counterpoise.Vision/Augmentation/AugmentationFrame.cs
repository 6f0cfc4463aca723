using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>The image that passes through the steps of an augmentation, with the scratch memory of one thread.</summary>
public sealed class AugmentationFrame
{
    private readonly RgbImage _spare = new();

    /// <summary>The image as the steps so far have left it; a step may change it in place.</summary>
    public RgbImage Image { get; } = new();

    /// <summary>The resizer of this thread.</summary>
    public Resizer Resizer { get; } = new();

    /// <summary>Lets a step write into another image, which then becomes <see cref="Image"/>.</summary>
    /// <param name="write">Receives the present image and the one to fill.</param>
    public void Replace(Action<RgbImage, RgbImage> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        write(Image, _spare);
        Image.SwapWith(_spare);
    }

    /// <summary>Cuts out a box and resizes it.</summary>
    /// <param name="box">The part to keep.</param>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    public void Resize(CropBox box, int width, int height)
    {
        if (box != new CropBox(0, 0, width, height) || Image.Width != width || Image.Height != height)
        {
            Resizer.Resize(Image, box, width, height, _spare);
            Image.SwapWith(_spare);
        }
    }
}
