namespace Counterpoise.Vision.Images;

/// <summary>
/// The taps of an antialiased triangle filter along one axis, in fixed point with 22 fraction bits, exactly as Pillow's
/// BILINEAR makes them for 8-bit images.
/// </summary>
/// <remarks>Reference: Pillow, src/libImaging/Resample.c, <c>precompute_coeffs</c> and <c>normalize_coeffs_8bpc</c>.</remarks>
internal sealed class TriangleFilter
{
    /// <summary>8 bits of result and 2 guard bits leave 22 of 32.</summary>
    public const int PrecisionBits = 22;

    private TriangleFilter(int size)
    {
        Start = new int[size];
        Count = new int[size];
    }

    /// <summary>First source position of each target position.</summary>
    public int[] Start { get; }

    /// <summary>Number of taps of each target position.</summary>
    public int[] Count { get; }

    /// <summary>Taps per target position, <see cref="Width"/> apart.</summary>
    public int[] Weights { get; private set; } = [];

    /// <summary>Places kept per target position.</summary>
    public int Width { get; private set; }

    /// <summary>The largest number of taps that a target position has.</summary>
    public int MostTaps { get; private set; }

    public static TriangleFilter Create(int source, int target)
    {
        var scale = (double)source / target;
        var support = Math.Max(scale, 1.0);
        var width = ((int)Math.Ceiling(support) * 2) + 1;
        var filter = new TriangleFilter(target) { Width = width, Weights = new int[target * width] };
        Span<double> taps = width <= 256 ? stackalloc double[width] : new double[width];
        for (var i = 0; i < target; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var count = Math.Min((int)(center + support + 0.5), source) - first;
            var sum = 0.0;
            for (var t = 0; t < count; t++)
            {
                // Pillow multiplies by the reciprocal; a division would round differently.
                var distance = Math.Abs((t + first - center + 0.5) * (1.0 / support));
                taps[t] = distance < 1 ? 1 - distance : 0;
                sum += taps[t];
            }

            filter.Start[i] = first;
            filter.Count[i] = count;
            filter.MostTaps = Math.Max(filter.MostTaps, count);
            for (var t = 0; t < count; t++)
            {
                filter.Weights[(i * width) + t] = (int)(0.5 + ((sum != 0 ? taps[t] / sum : taps[t]) * (1 << PrecisionBits)));
            }
        }

        return filter;
    }
}
