using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>The image that passes through the steps of an augmentation, with the scratch memory of one thread.</summary>
public sealed class AugmentationFrame
{
    private readonly RgbImage _image = new();
    private readonly RgbImage _spare = new();
    private RgbImage? _borrowed;

    /// <summary>The image as the steps so far have left it; a step may change it in place.</summary>
    public RgbImage Image
    {
        get
        {
            if (_borrowed is not null)
            {
                _image.CopyFrom(_borrowed);
                _borrowed = null;
            }

            return _image;
        }
    }

    /// <summary>The same image for reading alone.</summary>
    internal RgbImage Present => _borrowed ?? _image;

    /// <summary>The resizer of this thread.</summary>
    public Resizer Resizer { get; } = new();

    /// <summary>Lets a step write into another image, which then becomes <see cref="Image"/>.</summary>
    /// <param name="write">Receives the present image and the one to fill.</param>
    public void Replace(Action<RgbImage, RgbImage> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        write(Present, _spare);
        Proceed();
    }

    /// <summary>Cuts out a box and resizes it.</summary>
    /// <param name="box">The part to keep.</param>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    public void Resize(CropBox box, int width, int height)
    {
        if (box != new CropBox(0, 0, width, height) || Present.Width != width || Present.Height != height)
        {
            Resizer.Resize(Present, box, width, height, _spare);
            Proceed();
        }
    }

    /// <summary>Begins with an image that is read where it is, and copied only if the first step changes it in place.</summary>
    internal void Begin(RgbImage image) => _borrowed = image;

    /// <summary>What was written becomes the image.</summary>
    private void Proceed()
    {
        _borrowed = null;
        _image.SwapWith(_spare);
    }
}
