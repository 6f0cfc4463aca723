using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Vision.Images;

/// <summary>Reduces pixels of four bytes to three, in place.</summary>
internal static class RgbaPixels
{
    /// <summary>Drops the fourth byte of each pixel.</summary>
    /// <param name="pixels">Red, green, blue and alpha in turn; the first three quarters receive red, green and blue.</param>
    public static void DropAlpha(Span<byte> pixels)
    {
        var count = pixels.Length / 4;
        var i = 0;
        ref var first = ref MemoryMarshal.GetReference(pixels);

        // Sixteen bytes are written for twelve: the four behind them belong to pixels that were read already.
        for (; Vector128.IsHardwareAccelerated && i + 4 <= count; i += 4)
        {
            var four = Vector128.LoadUnsafe(ref Unsafe.Add(ref first, 4 * i));
            Vector128.Shuffle(four, Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15))
                .StoreUnsafe(ref Unsafe.Add(ref first, 3 * i));
        }

        for (; i < count; i++)
        {
            pixels.Slice(4 * i, 3).CopyTo(pixels[(3 * i)..]);
        }
    }

    /// <summary>Lays each pixel over a ground.</summary>
    /// <param name="pixels">Red, green, blue and alpha in turn, not multiplied by alpha; the first three quarters receive red, green and
    /// blue.</param>
    /// <param name="ground">The gray level of the ground.</param>
    public static void LayOver(Span<byte> pixels, byte ground)
    {
        for (int i = 0, j = 0; j < pixels.Length; i += 3, j += 4)
        {
            int alpha = pixels[j + 3];
            for (var c = 0; c < 3; c++)
            {
                pixels[i + c] = (byte)ByteMath.Divide255((pixels[j + c] * alpha) + (ground * (255 - alpha)));
            }
        }
    }

    /// <summary>Reduces by a rule.</summary>
    public static void Reduce(Span<byte> pixels, AlphaRule rule, bool hasAlpha)
    {
        if (hasAlpha && rule != AlphaRule.Drop)
        {
            LayOver(pixels, rule == AlphaRule.OverWhite ? (byte)255 : (byte)0);
        }
        else
        {
            DropAlpha(pixels);
        }
    }
}
