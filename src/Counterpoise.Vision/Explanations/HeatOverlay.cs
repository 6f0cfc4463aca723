using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Explanations;

/// <summary>Draws a map of where a network looked over the picture that it saw.</summary>
public static class HeatOverlay
{
    private const double Opacity = .65;

    // From dark violet over red to yellow: lighter as it grows, so that it is read without colours too.
    private static readonly (double R, double G, double B)[] Colors =
        [(30, 8, 60), (110, 20, 110), (190, 50, 80), (240, 115, 35), (252, 230, 110)];

    /// <summary>The picture in grey with the map over it, the more opaque the stronger.</summary>
    /// <param name="picture">The picture as the network saw it.</param>
    /// <param name="heat">Rows of the map from top to bottom, height · width numbers in [0, 1].</param>
    /// <param name="width">Positions of the map from left to right, at least 1.</param>
    /// <exception cref="ArgumentException">The numbers do not fill rows of that width.</exception>
    public static RgbImage Draw(RgbImage picture, ReadOnlySpan<float> heat, int width)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (heat.IsEmpty || heat.Length % width != 0)
        {
            throw new ArgumentException($"found {heat.Length} numbers; expected rows of {width}", nameof(heat));
        }

        var height = heat.Length / width;
        var drawn = new RgbImage(picture.Width, picture.Height);
        ReadOnlySpan<byte> from = picture.Pixels;
        var to = drawn.Pixels;
        for (var y = 0; y < picture.Height; y++)
        {
            var (top, bottom, down) = Between(y, picture.Height, height);
            for (var x = 0; x < picture.Width; x++)
            {
                var (left, right, along) = Between(x, picture.Width, width);
                var above = heat[(top * width) + left] + (along * (heat[(top * width) + right] - heat[(top * width) + left]));
                var below = heat[(bottom * width) + left] + (along * (heat[(bottom * width) + right] - heat[(bottom * width) + left]));
                var at = RgbImage.Channels * ((y * picture.Width) + x);
                Blend(from.Slice(at, RgbImage.Channels), Math.Clamp(above + (down * (below - above)), 0, 1), to.Slice(at,
                    RgbImage.Channels));
            }
        }

        return drawn;
    }

    /// <summary>The two positions between whose centres a pixel's centre lies, and how far it is on its way.</summary>
    private static (int First, int Second, double Way) Between(int pixel, int pixels, int positions)
    {
        var place = Math.Clamp((((pixel + .5) * positions) / pixels) - .5, 0, positions - 1);
        var first = (int)place;
        return (first, Math.Min(first + 1, positions - 1), place - first);
    }

    private static void Blend(ReadOnlySpan<byte> pixel, double heat, Span<byte> drawn)
    {
        var grey = (.299 * pixel[0]) + (.587 * pixel[1]) + (.114 * pixel[2]);
        var place = heat * (Colors.Length - 1);
        var (low, high) = (Colors[(int)place], Colors[Math.Min((int)place + 1, Colors.Length - 1)]);
        var way = place - (int)place;
        var opacity = Opacity * heat;
        byte Mixed(double a, double b) => (byte)Math.Round((grey * (1 - opacity)) + (opacity * (a + (way * (b - a)))));
        (drawn[0], drawn[1], drawn[2]) = (Mixed(low.R, high.R), Mixed(low.G, high.G), Mixed(low.B, high.B));
    }
}
