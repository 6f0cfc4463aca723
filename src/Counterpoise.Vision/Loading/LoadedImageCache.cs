using System.Collections.Concurrent;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Loading;

/// <summary>Keeps decoded and shrunk images up to a number of bytes; what came first stays.</summary>
internal sealed class LoadedImageCache(long limit)
{
    private readonly ConcurrentDictionary<int, RgbImage> _images = new();
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The image itself, to be read and not changed; null where it is not kept.</summary>
    public RgbImage? Find(int index) => _images.GetValueOrDefault(index);

    public void Keep(int index, RgbImage image)
    {
        var size = image.Pixels.Length;
        if (Interlocked.Add(ref _bytes, size) > limit || !_images.TryAdd(index, new(image.Width, image.Height, image.Pixels)))
        {
            Interlocked.Add(ref _bytes, -size);
        }
    }
}
