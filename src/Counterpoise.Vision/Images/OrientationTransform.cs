using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>Turns a stored image upright.</summary>
internal static class OrientationTransform
{
    public static bool SwapsSides(ExifOrientation orientation) => orientation >= ExifOrientation.Transpose;

    /// <summary>Turns the image in place of itself; <paramref name="scratch"/> is used and overwritten.</summary>
    public static void Apply(ExifOrientation orientation, RgbImage image, RgbImage scratch)
    {
        if (orientation == ExifOrientation.Upright)
        {
            return;
        }

        var (width, height) = SwapsSides(orientation) ? (image.Height, image.Width) : (image.Width, image.Height);
        scratch.Reset(width, height);
        var source = MemoryMarshal.Cast<byte, Rgb>(image.Pixels);
        var target = MemoryMarshal.Cast<byte, Rgb>(scratch.Pixels);

        // The source index of target (x, y) is origin + x·stepX + y·stepY.
        var w = image.Width;
        var last = source.Length - 1;
        var (origin, stepX, stepY) = orientation switch
        {
            ExifOrientation.FlipHorizontal => (w - 1, -1, w),
            ExifOrientation.Rotate180 => (last, -1, -w),
            ExifOrientation.FlipVertical => (last - w + 1, 1, -w),
            ExifOrientation.Transpose => (0, w, 1),
            ExifOrientation.Rotate90 => (last - w + 1, -w, 1),
            ExifOrientation.Transverse => (last, -w, -1),
            _ => (w - 1, w, -1),
        };

        for (var y = 0; y < height; y++)
        {
            var from = origin + (y * stepY);
            var row = target.Slice(y * width, width);
            for (var x = 0; x < width; x++, from += stepX)
            {
                row[x] = source[from];
            }
        }

        scratch.SourceBits = image.SourceBits;
        image.SwapWith(scratch);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Rgb
    {
        private readonly byte _red, _green, _blue;
    }
}
