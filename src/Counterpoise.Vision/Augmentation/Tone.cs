using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Changes of brightness and colour, each with the arithmetic and rounding of Pillow's ImageEnhance and ImageOps.</summary>
internal static class Tone
{
    /// <summary>Black at 0, unchanged at 1, brighter above.</summary>
    public static void Brightness(RgbImage image, double factor) => Blend(image, 0, (float)factor);

    /// <summary>Flat gray of the mean luma at 0, unchanged at 1, more contrast above.</summary>
    public static void Contrast(RgbImage image, double factor)
    {
        var rgb = image.Pixels;
        var done = ToneVectors.SumLuma(image, out var sum);
        for (var i = done; i < rgb.Length; i += 3)
        {
            sum += ByteMath.Luma(rgb[i], rgb[i + 1], rgb[i + 2]);
        }

        Blend(image, (int)(((double)sum / (rgb.Length / 3)) + .5), (float)factor);
    }

    /// <summary>Gray at 0, unchanged at 1, more colourful above.</summary>
    public static void Saturation(RgbImage image, double factor)
    {
        var rgb = image.Pixels;
        var alpha = (float)factor;
        for (var i = ToneVectors.Saturation(image, alpha); i + 2 < rgb.Length; i += 3)
        {
            var gray = ByteMath.Luma(rgb[i], rgb[i + 1], rgb[i + 2]);
            for (var c = i; c < i + 3; c++)
            {
                rgb[c] = ByteMath.Truncate(gray + (alpha * (rgb[c] - gray)));
            }
        }
    }

    /// <summary>
    /// Blurred by a 3×3 kernel (5 in the middle, 1 around, over 13) at 0, unchanged at 1, sharper above; the outermost pixels do not
    /// change.
    /// </summary>
    public static void Sharpness(AugmentationFrame frame, double factor) => frame.Replace((source, target) =>
    {
        target.CopyFrom(source);
        var alpha = (float)factor;
        for (var y = 1; y < source.Height - 1; y++)
        {
            var above = source.Row(y - 1);
            var middle = source.Row(y);
            var below = source.Row(y + 1);
            var row = target.Row(y);
            for (var x = 3; x < row.Length - 3; x++)
            {
                var sum = above[x - 3] + above[x] + above[x + 3] + middle[x - 3] + (5 * middle[x]) + middle[x + 3] + below[x - 3]
                    + below[x] + below[x + 3];
                var smooth = ByteMath.Round(sum / 13f);
                row[x] = ByteMath.Truncate(smooth + (alpha * (middle[x] - smooth)));
            }
        }
    });

    /// <summary>Keeps the upper bits of each value, 0 to 8 of them.</summary>
    public static void Posterize(RgbImage image, int bits)
    {
        var mask = (byte)(0xFF << (8 - bits));
        Map(image.Pixels, value => (byte)(value & mask));
    }

    /// <summary>Inverts the values from a threshold up.</summary>
    public static void Solarize(RgbImage image, double threshold) =>
        Map(image.Pixels, value => value < threshold ? value : (byte)(255 - value));

    /// <summary>Stretches each channel to the whole range.</summary>
    public static void AutoContrast(RgbImage image) => MapChannels(image, histogram =>
    {
        var low = Array.FindIndex(histogram, count => count > 0);
        var high = Array.FindLastIndex(histogram, count => count > 0);
        if (high <= low)
        {
            return Table(value => value);
        }

        var scale = 255.0 / (high - low);
        return Table(value => (byte)Math.Clamp((int)((value * scale) + (-low * scale)), 0, 255));
    });

    /// <summary>Flattens the histogram of each channel.</summary>
    public static void Equalize(RgbImage image) => MapChannels(image, histogram =>
    {
        var last = Array.FindLast(histogram, count => count > 0);
        var step = (histogram.Sum() - last) / 255;
        if (step == 0)
        {
            return Table(value => value);
        }

        var n = step / 2;
        return Table(value =>
        {
            var mapped = (byte)Math.Min(n / step, 255);
            n += histogram[value];
            return mapped;
        });
    });

    /// <summary>Replaces colour by luma.</summary>
    public static void Grayscale(RgbImage image) => Saturation(image, 0);

    private static void Blend(RgbImage image, int degenerate, float alpha)
    {
        var rest = image.Pixels[ToneVectors.Blend(image.Pixels, degenerate, alpha)..];
        if (rest.Length > 0)
        {
            Map(rest, value => ByteMath.Truncate(degenerate + (alpha * (value - degenerate))));
        }
    }

    private static byte[] Table(Func<byte, byte> map)
    {
        var table = new byte[256];
        for (var value = 0; value < 256; value++)
        {
            table[value] = map((byte)value);
        }

        return table;
    }

    private static void Map(Span<byte> values, Func<byte, byte> map)
    {
        var table = Table(map);
        foreach (ref var value in values)
        {
            value = table[value];
        }
    }

    private static void MapChannels(RgbImage image, Func<int[], byte[]> makeTable)
    {
        var rgb = image.Pixels;
        for (var c = 0; c < 3; c++)
        {
            var histogram = new int[256];
            for (var i = c; i < rgb.Length; i += 3)
            {
                histogram[rgb[i]]++;
            }

            var table = makeTable(histogram);
            for (var i = c; i < rgb.Length; i += 3)
            {
                rgb[i] = table[rgb[i]];
            }
        }
    }
}
