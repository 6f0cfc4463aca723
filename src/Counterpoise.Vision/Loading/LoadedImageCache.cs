using System.Collections.Concurrent;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Loading;

/// <summary>Keeps decoded and shrunk images up to a number of bytes; what came first stays.</summary>
internal sealed class LoadedImageCache(long limit)
{
    private readonly ConcurrentDictionary<int, Entry> _entries = new();
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool TryRead(int index, RgbImage target)
    {
        if (!_entries.TryGetValue(index, out var entry))
        {
            return false;
        }

        target.Reset(entry.Width, entry.Height);
        entry.Pixels.CopyTo(target.Pixels);
        return true;
    }

    public void Keep(int index, RgbImage image)
    {
        var size = image.Pixels.Length;
        if (Interlocked.Add(ref _bytes, size) > limit || !_entries.TryAdd(index, new(image.Width, image.Height, image.Pixels.ToArray())))
        {
            Interlocked.Add(ref _bytes, -size);
        }
    }

    private sealed record Entry(int Width, int Height, byte[] Pixels);
}
