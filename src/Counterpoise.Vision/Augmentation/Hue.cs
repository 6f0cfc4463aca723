using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Turns the colour wheel, with the 8-bit HSV of Pillow in between, as torchvision does on PIL images.</summary>
/// <remarks>Reference: Smith, "Color gamut transform pairs", SIGGRAPH 1978; Pillow, src/libImaging/Convert.c.</remarks>
internal static class Hue
{
    /// <param name="image">The image, changed in place.</param>
    /// <param name="turn">Share of a full turn, −.5 to .5.</param>
    public static void Shift(RgbImage image, double turn)
    {
        var shift = (int)(turn * 255);
        var rgb = image.Pixels;
        for (var i = 0; i < rgb.Length; i += 3)
        {
            int red = rgb[i], green = rgb[i + 1], blue = rgb[i + 2];
            var value = Math.Max(red, Math.Max(green, blue));
            var range = value - Math.Min(red, Math.Min(green, blue));
            if (range == 0)
            {
                continue;
            }

            var saturation = (byte)((float)range / value * 255.0);
            if (saturation == 0)
            {
                // Too pale for eight bits of saturation: it becomes gray.
                rgb[i] = rgb[i + 1] = rgb[i + 2] = (byte)value;
                continue;
            }

            var hue = (byte)((byte)(Angle(red, green, blue, value, range) * 255.0) + shift);
            (rgb[i], rgb[i + 1], rgb[i + 2]) = ToRgb(hue, saturation, (byte)value);
        }
    }

    private static float Angle(int red, int green, int blue, int value, float range)
    {
        var (r, g, b) = ((value - red) / range, (value - green) / range, (value - blue) / range);
        var sextant = red == value ? b - g : green == value ? (float)(2.0 + r - b) : (float)(4.0 + g - r);
        var turn = (sextant / 6.0) + 1.0;
        return (float)(turn >= 1.0 ? turn - 1.0 : turn);
    }

    private static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        var angle = (float)(hue * 6.0 / 255.0);
        var strength = (float)(saturation / 255.0);
        var sextant = (int)angle;
        var fraction = angle - sextant;
        var p = Round(value * (1.0 - strength));
        var q = Round(value * (1.0 - (strength * fraction)));
        var t = Round(value * (1.0 - (strength * (1.0 - fraction))));
        return sextant switch
        {
            0 or 6 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    private static byte Round(double value) => (byte)(value + .5);
}
