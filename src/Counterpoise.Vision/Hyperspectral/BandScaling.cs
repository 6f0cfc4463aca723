namespace Counterpoise.Vision.Hyperspectral;

/// <summary>How bands are standardised: less a mean and divided by a deviation that training pixels gave.</summary>
/// <param name="Means">The mean of each band.</param>
/// <param name="Deviations">The deviation of each band, at least 1e-6.</param>
public sealed record BandScaling(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Takes means and deviations over the pixels of some patches.</summary>
    /// <param name="patches">All patches.</param>
    /// <param name="fitted">Those that mean and deviation are of: training patches alone.</param>
    public static BandScaling Of(PixelPatches patches, IReadOnlyList<int> fitted)
    {
        ArgumentNullException.ThrowIfNull(patches);
        ArgumentNullException.ThrowIfNull(fitted);
        var area = patches.Height * patches.Width;
        var (means, deviations) = (new double[patches.Bands], new double[patches.Bands]);
        for (var band = 0; band < patches.Bands; band++)
        {
            double sum = 0, square = 0;
            foreach (var row in fitted)
            {
                foreach (var value in patches.Values.AsSpan(((row * patches.Bands) + band) * area, area))
                {
                    (sum, square) = (sum + value, square + ((double)value * value));
                }
            }

            var n = (double)fitted.Count * area;
            means[band] = sum / n;
            deviations[band] = Math.Max(1e-6, Math.Sqrt(Math.Max(0, (square / n) - (means[band] * means[band]))));
        }

        return new(means, deviations);
    }

    /// <summary>Standardises patches.</summary>
    /// <param name="patches">Patches of as many bands.</param>
    /// <exception cref="ArgumentException">They have another number of bands.</exception>
    public PixelPatches Apply(PixelPatches patches)
    {
        ArgumentNullException.ThrowIfNull(patches);
        if (patches.Bands != Means.Count)
        {
            throw new ArgumentException($"found patches of {patches.Bands} bands; expected {Means.Count}", nameof(patches));
        }

        var (values, area) = (patches.Values.ToArray(), patches.Height * patches.Width);
        for (var i = 0; i < values.Length; i++)
        {
            var band = i / area % patches.Bands;
            values[i] = (float)((values[i] - Means[band]) / Deviations[band]);
        }

        return patches with { Values = values };
    }
}
