using System.Numerics;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Duplicates;

/// <summary>
/// 64-bit hashes that are equal or nearly so for images that look the same: after recompression, resizing, slight crops or
/// changes of brightness.
/// </summary>
/// <remarks>
/// Reference: Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010. Not safe for several threads; use one
/// instance per thread.
/// </remarks>
public sealed class PerceptualHash
{
    private const int Side = 32;
    private const int Low = 8;
    private static readonly double[] s_cosines = Cosines();

    private readonly Resizer _resizer = new();
    private readonly RgbImage _small = new();
    private readonly RgbImage _thumbnail = new();
    private readonly byte[] _gray = new byte[Side * Side];

    /// <summary>
    /// The DCT hash: the image is shrunk to 32×32 gray, and bit k says whether coefficient k of the 8×8 lowest frequencies
    /// (row by row, the first is bit 63) exceeds the median of the 64.
    /// </summary>
    /// <param name="image">The image.</param>
    public ulong DctHash(RgbImage image)
    {
        Shrink(image, Side, Side);
        Span<double> columns = stackalloc double[Low * Side];
        for (var u = 0; u < Low; u++)
        {
            for (var x = 0; x < Side; x++)
            {
                var sum = 0.0;
                for (var y = 0; y < Side; y++)
                {
                    sum += s_cosines[(u * Side) + y] * _gray[(y * Side) + x];
                }

                columns[(u * Side) + x] = sum;
            }
        }

        Span<double> coefficients = stackalloc double[Low * Low];
        for (var k = 0; k < coefficients.Length; k++)
        {
            for (var x = 0; x < Side; x++)
            {
                coefficients[k] += s_cosines[((k % Low) * Side) + x] * columns[((k / Low) * Side) + x];
            }
        }

        Span<double> sorted = stackalloc double[Low * Low];
        coefficients.CopyTo(sorted);
        sorted.Sort();

        // A flat image has coefficients of rounding noise: these must not become bits.
        var median = ((sorted[31] + sorted[32]) / 2) + 1e-6;
        var hash = 0UL;
        foreach (var value in coefficients)
        {
            hash = (hash << 1) | (value > median ? 1UL : 0UL);
        }

        return hash;
    }

    /// <summary>
    /// The difference hash: the image is shrunk to 9×8 gray, and a bit says whether a pixel is darker than its right neighbour (row by row,
    /// the first is bit 63).
    /// </summary>
    /// <param name="image">The image.</param>
    public ulong DifferenceHash(RgbImage image)
    {
        Shrink(image, Low + 1, Low);
        var hash = 0UL;
        for (var k = 0; k < Low * Low; k++)
        {
            var at = ((k / Low) * (Low + 1)) + (k % Low);
            hash = (hash << 1) | (_gray[at + 1] > _gray[at] ? 1UL : 0UL);
        }

        return hash;
    }

    /// <summary>Number of bits in which two hashes differ, 0 to 64.</summary>
    /// <param name="a">One hash.</param>
    /// <param name="b">The other.</param>
    public static int Distance(ulong a, ulong b) => BitOperations.PopCount(a ^ b);

    /// <summary>The DCT hash and the image shrunk to 16×16, for confirming what the hash suggests.</summary>
    internal ImageLook Look(RgbImage image)
    {
        var hash = DctHash(image);

        // The pixels of 32×32 are there already, and far fewer than those of the image.
        _resizer.Resize(_small, ImageLook.Side, ImageLook.Side, _thumbnail);
        return new(hash, _thumbnail.Pixels.ToArray());
    }

    private void Shrink(RgbImage image, int width, int height)
    {
        _resizer.Resize(image, width, height, _small);
        var rgb = _small.Pixels;
        for (int i = 0, j = 0; j < rgb.Length; i++, j += 3)
        {
            _gray[i] = ByteMath.Luma(rgb[j], rgb[j + 1], rgb[j + 2]);
        }
    }

    private static double[] Cosines()
    {
        var table = new double[Low * Side];
        for (var u = 0; u < Low; u++)
        {
            for (var x = 0; x < Side; x++)
            {
                table[(u * Side) + x] = Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Side));
            }
        }

        return table;
    }
}
