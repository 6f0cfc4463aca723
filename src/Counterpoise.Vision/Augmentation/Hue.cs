using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Turns the colour wheel, with the 8-bit HSV of Pillow in between, as torchvision does on PIL images.</summary>
/// <remarks>
/// Hue depends on which channel is largest and which smallest, on their distance and on the distance of the third: few enough
/// to be looked up instead of divided. Reference: Smith, "Color gamut transform pairs", SIGGRAPH 1978; Pillow,
/// src/libImaging/Convert.c.
/// </remarks>
internal static class Hue
{
    private static readonly byte[] s_hues = Hues();
    private static readonly byte[] s_saturations = Table((value, range) => value == 0 ? (byte)0
        : (byte)(Math.Min((float)range / value, 1) * 255.0));
    private static readonly byte[] s_pales = Table((saturation, value) => Round(value * (1.0 - (float)(saturation / 255.0))));

    /// <param name="image">The image, changed in place.</param>
    /// <param name="turn">Share of a full turn, −.5 to .5.</param>
    public static void Shift(RgbImage image, double turn)
    {
        var shift = (int)(turn * 255);
        var rgb = image.Pixels;
        for (var i = HueVectors.Shift(image, shift); i + 2 < rgb.Length; i += 3)
        {
            int red = rgb[i], green = rgb[i + 1], blue = rgb[i + 2];
            var value = Math.Max(red, Math.Max(green, blue));
            var range = value - Math.Min(red, Math.Min(green, blue));
            if (range == 0)
            {
                continue;
            }

            var saturation = s_saturations[(value << 8) + range];
            if (saturation == 0)
            {
                // Too pale for eight bits of saturation: it becomes gray.
                rgb[i] = rgb[i + 1] = rgb[i + 2] = (byte)value;
                continue;
            }

            var hue = (byte)(s_hues[Order(value - red, value - green, value - blue, range)] + shift);
            (rgb[i], rgb[i + 1], rgb[i + 2]) = ToRgb(hue, saturation, (byte)value);
        }
    }

    /// <summary>The place in the table of hues: largest and smallest channel, range, distance of the third from the largest.</summary>
    private static int Order(int red, int green, int blue, int range)
    {
        var (order, third) = red == 0 ? (blue == range ? (0, green) : (1, blue))
            : green == 0 ? (blue == range ? (2, red) : (3, blue))
            : red == range ? (5, green) : (4, red);
        return (((order << 8) + range) << 8) + third;
    }

    private static byte[] Hues()
    {
        var table = new byte[6 << 16];
        for (var range = 1; range < 256; range++)
        {
            for (var third = 0; third <= range; third++)
            {
                var (min, mid) = (1f, third / (float)range);
                ReadOnlySpan<float> sextants = [min - mid, mid - min, (float)(2.0 + mid - min), (float)(2.0 + min - mid),
                    (float)(4.0 + min - mid), (float)(4.0 + mid - min)];
                for (var order = 0; order < sextants.Length; order++)
                {
                    var turn = (sextants[order] / 6.0) + 1.0;
                    table[(((order << 8) + range) << 8) + third] = (byte)((float)(turn >= 1.0 ? turn - 1.0 : turn) * 255.0);
                }
            }
        }

        return table;
    }

    private static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        var angle = (float)(hue * 6.0 / 255.0);
        var strength = (float)(saturation / 255.0);
        var sextant = (int)angle;
        var fraction = angle - sextant;
        var p = s_pales[(saturation << 8) + value];
        var between = (sextant & 1) == 1 ? Round(value * (1.0 - (strength * fraction)))
            : Round(value * (1.0 - (strength * (1.0 - fraction))));
        return sextant switch
        {
            0 or 6 => (value, between, p),
            1 => (between, value, p),
            2 => (p, value, between),
            3 => (p, between, value),
            4 => (between, p, value),
            _ => (value, p, between),
        };
    }

    private static byte[] Table(Func<int, int, byte> entry)
    {
        var table = new byte[1 << 16];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = entry(i >> 8, i & 255);
        }

        return table;
    }

    private static byte Round(double value) => (byte)(value + .5);
}
