using System.Numerics;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>Gathers what is found while images are read, by several threads.</summary>
internal sealed class ReadingFindings
{
    private readonly Lock _lock = new();
    private int _deep, _largest, _count, _long;
    private double _cut;

    /// <summary>Images of 16 bits; what was read of them is their upper eight, which tells the bits in use.</summary>
    public DeepImages Deep => new(_deep, _largest == 0 ? 0 : 8 + BitOperations.Log2((uint)_largest) + 1);

    /// <summary>Shapes of the images.</summary>
    public ImageShapes Shapes => new(_count, _long, _count == 0 ? 0 : _cut / _count);

    public void Add(RgbImage image)
    {
        var largest = 0;
        if (image.SourceBits == 16)
        {
            foreach (var value in image.Pixels)
            {
                largest = Math.Max(largest, value);
            }
        }

        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        lock (_lock)
        {
            _deep += image.SourceBits == 16 ? 1 : 0;
            _largest = Math.Max(_largest, largest);
            _count++;
            _long += 2L * longer > 3L * shorter ? 1 : 0;
            _cut += 1 - (shorter / (double)longer);
        }
    }
}
