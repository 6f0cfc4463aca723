using Counterpoise.Reports.Systems;
using Counterpoise.Vision.Hyperspectral;
using Counterpoise.Vision.Images;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>Draws the classes of every pixel of a patch: the true ones at the left, the predicted ones at the right.</summary>
internal static class ClassMap
{
    private const int Zoom = 6, Shown = 3;

    public static IEnumerable<SystemPicture> Draw(HyperspectralNetwork network, PixelPatches patches, int[] rows)
    {
        foreach (var row in rows.Take(Shown))
        {
            var (height, width) = (patches.Height, patches.Width);
            var predicted = PixelTraining.Map(network, patches, row);
            var image = new RgbImage(((2 * width) + 1) * Zoom, height * Zoom);
            var pixels = image.Pixels;
            for (var i = 0; i < image.Width * image.Height; i++)
            {
                var (y, x) = (i / image.Width / Zoom, i % image.Width / Zoom);
                var label = x == width ? HybridLoss.Ignored : x < width ? patches.Labels[(((row * height) + y) * width) + x]
                    : predicted[(y * width) + x - width - 1];
                var (red, green, blue) = Color(label, patches.ClassNames.Count);
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (red, green, blue);
            }

            yield return new("Map of classes", FormattableString.Invariant(
                $"Patch {row + 1} of the test split: true classes at the left, predicted ones at the right, one colour a class"),
                ImageCodec.EncodePng(image));
        }
    }

    /// <summary>Colours around the circle with two brightnesses; white where there is no class.</summary>
    private static (byte Red, byte Green, byte Blue) Color(long label, int classes)
    {
        if (label == HybridLoss.Ignored)
        {
            return (255, 255, 255);
        }

        var hue = 6.0 * label / classes;
        var bright = label % 2 == 0 ? 220 : 140;
        byte Part(double shift)
        {
            var at = Math.Abs(((hue + shift) % 6) - 3);
            return (byte)(bright * Math.Clamp(at - 1, 0, 1));
        }

        return (Part(0), Part(4), Part(2));
    }
}
