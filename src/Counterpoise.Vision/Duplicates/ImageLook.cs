namespace Counterpoise.Vision.Duplicates;

/// <summary>What one image looks like.</summary>
/// <param name="Hash">Its DCT hash.</param>
/// <param name="Thumbnail">The image shrunk to 16×16 RGB.</param>
internal sealed record ImageLook(ulong Hash, byte[] Thumbnail)
{
    /// <summary>Side of the thumbnail.</summary>
    public const int Side = 16;

    private const int Plane = Side * Side;

    /// <summary>Below this spread in gray levels a picture is flat, and a correlation would be one of rounding.</summary>
    private const double FlatSpread = 1;

    /// <summary>How much two images differ.</summary>
    /// <returns>Mean absolute difference of the thumbnails in gray and in colour, in levels; and the mean of two correlations in [−1, 1]:
    /// of the gray thumbnails, and of what is left of them when each pixel's surroundings are taken away.</returns>
    public (double Gray, double Color, double Similarity) Against(ImageLook other)
    {
        Span<float> mine = stackalloc float[Plane];
        Span<float> theirs = stackalloc float[Plane];
        Gray(mine);
        other.Gray(theirs);
        var (gray, color) = (0.0, 0);
        for (var i = 0; i < Plane; i++)
        {
            gray += Math.Abs(mine[i] - theirs[i]);
        }

        for (var i = 0; i < Thumbnail.Length; i++)
        {
            color += Math.Abs(Thumbnail[i] - other.Thumbnail[i]);
        }

        Span<float> details = stackalloc float[Plane];
        Span<float> otherDetails = stackalloc float[Plane];
        Details(mine, details);
        Details(theirs, otherDetails);
        return (gray / Plane, (double)color / Thumbnail.Length, (Correlation(mine, theirs) + Correlation(details, otherDetails)) / 2);
    }

    private void Gray(Span<float> gray)
    {
        for (var i = 0; i < Plane; i++)
        {
            gray[i] = Images.ByteMath.Luma(Thumbnail[3 * i], Thumbnail[(3 * i) + 1], Thumbnail[(3 * i) + 2]);
        }
    }

    /// <summary>Each pixel less the mean of the 3×3 around it; the border repeats.</summary>
    private static void Details(ReadOnlySpan<float> gray, Span<float> details)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var sum = 0f;
                for (var dy = -1; dy <= 1; dy++)
                {
                    var row = Math.Clamp(y + dy, 0, Side - 1) * Side;
                    sum += gray[row + Math.Max(x - 1, 0)] + gray[row + x] + gray[row + Math.Min(x + 1, Side - 1)];
                }

                details[(y * Side) + x] = gray[(y * Side) + x] - (sum / 9);
            }
        }
    }

    /// <summary>Pearson's correlation; of two flat pictures it is 1, of a flat one and another 0.</summary>
    private static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (meanA, meanB) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            (meanA, meanB) = (meanA + a[i], meanB + b[i]);
        }

        (meanA, meanB) = (meanA / a.Length, meanB / b.Length);
        var (aa, bb, ab) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            (aa, bb, ab) = (aa + (x * x), bb + (y * y), ab + (x * y));
        }

        var (flatA, flatB) = (aa < a.Length * FlatSpread * FlatSpread, bb < b.Length * FlatSpread * FlatSpread);
        return flatA && flatB ? 1 : flatA || flatB ? 0 : ab / Math.Sqrt(aa * bb);
    }
}
