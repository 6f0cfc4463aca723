using Counterpoise.Torch;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>Patches of pixels with bands and a class for each pixel, in memory.</summary>
/// <param name="Values">Row-major [N, bands, H, W].</param>
/// <param name="Labels">Row-major [N, H, W]; <see cref="HybridLoss.Ignored"/> where there is none.</param>
/// <param name="Bands">Bands.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="IsSynthetic">Whether the patches were generated, which every report must say.</param>
public sealed record PixelPatches(float[] Values, long[] Labels, int Bands, int Height, int Width, IReadOnlyList<string> ClassNames,
    bool IsSynthetic)
{
    /// <summary>Number of patches.</summary>
    public int Count => Labels.Length / (Height * Width);

    /// <summary>Pixels of each class among some patches.</summary>
    /// <param name="rows">The patches.</param>
    public int[] CountClasses(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var counts = new int[ClassNames.Count];
        foreach (var row in rows)
        {
            foreach (var label in Labels.AsSpan(row * Height * Width, Height * Width))
            {
                if (label != HybridLoss.Ignored)
                {
                    counts[label]++;
                }
            }
        }

        return counts;
    }

    /// <summary>Some patches as tensors: values [n, bands, H, W] and labels [n, H, W].</summary>
    /// <param name="rows">The patches.</param>
    public (Tensor Values, Tensor Labels) Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (size, area) = (Bands * Height * Width, Height * Width);
        var (values, labels) = (new float[rows.Count * size], new long[rows.Count * area]);
        for (var i = 0; i < rows.Count; i++)
        {
            Values.AsSpan(rows[i] * size, size).CopyTo(values.AsSpan(i * size));
            Labels.AsSpan(rows[i] * area, area).CopyTo(labels.AsSpan(i * area));
        }

        return (Tensor.FromArray(values, rows.Count, Bands, Height, Width), Tensor.FromArray(labels, rows.Count, Height, Width));
    }

    /// <summary>
    /// Each band of each patch less its mean and divided by its deviation (at least 1e-6), as the authors' notebook has it; it hides
    /// absolute reflectance.
    /// </summary>
    public PixelPatches StandardizePatches()
    {
        var (values, area) = (Values.ToArray(), Height * Width);
        for (var start = 0; start < values.Length; start += area)
        {
            Standardize(values.AsSpan(start, area));
        }

        return this with { Values = values };
    }

    /// <summary>
    /// Each band less its mean and divided by its deviation over the pixels of some patches, which keeps differences between patches.
    /// </summary>
    /// <param name="fitted">The patches that mean and deviation are of: training patches alone.</param>
    public PixelPatches StandardizeBands(IReadOnlyList<int> fitted) => BandScaling.Of(this, fitted).Apply(this);

    private static void Standardize(Span<float> values)
    {
        double sum = 0, square = 0;
        foreach (var value in values)
        {
            (sum, square) = (sum + value, square + ((double)value * value));
        }

        var mean = sum / values.Length;
        var deviation = Math.Max(1e-6, Math.Sqrt(Math.Max(0, (square / values.Length) - (mean * mean))));
        foreach (ref var value in values)
        {
            value = (float)((value - mean) / deviation);
        }
    }
}
