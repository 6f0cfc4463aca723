using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Duplicates;

/// <summary>
/// What the images of a data set look like, a hash and a small picture of each, gathered while something else reads them. Safe for several
/// threads.
/// </summary>
/// <param name="count">Images in the data set.</param>
public sealed class ImageLooks(int count)
{
    [ThreadStatic]
    private static PerceptualHash? t_hasher;

    private readonly ImageLook?[] _looks = new ImageLook?[count];

    /// <summary>Takes the look of an image. O(pixels).</summary>
    /// <param name="index">Its place in the data set.</param>
    /// <param name="image">The image, which may change afterwards.</param>
    public void Add(int index, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _looks[index] = (t_hasher ??= new PerceptualHash()).Look(image);
    }

    /// <summary>The looks that were taken, in the order of the data set.</summary>
    internal ImageLook[] Taken() => [.. _looks.OfType<ImageLook>()];
}
