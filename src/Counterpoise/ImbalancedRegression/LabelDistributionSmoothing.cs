using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Weights of rows by how rare their targets are: the histogram of the targets is smoothed by a Gaussian kernel, since neighbouring targets
/// teach each other, and a row weighs the inverse (or its root) of its bin's smoothed count.
/// </summary>
/// <remarks>
/// Bins of equal width from the least to the largest target; the kernel covers bins up to
/// <see cref="LabelDistributionSmoothingOptions.KernelBins"/> away and is divided by its largest value, beyond the ends of the histogram it
/// sees zeros. Weights are scaled to mean 1. O(n + bins · kernel). Reference: Yang, Zha, Chen, Wang and Katabi, "Delving into deep
/// imbalanced regression", ICML 2021, arXiv:2102.09554, whose code divides the kernel likewise.
/// </remarks>
public static class LabelDistributionSmoothing
{
    /// <summary>Computes the weights.</summary>
    /// <param name="targets">Targets of training rows, at least one, finite.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <returns>A weight above 0 for each row, with mean 1.</returns>
    /// <exception cref="ArgumentException">There is no target, one is not finite, or options are wrong.</exception>
    public static double[] Weights(ReadOnlySpan<double> targets, LabelDistributionSmoothingOptions? options = null)
    {
        options ??= new LabelDistributionSmoothingOptions();
        options.Validate();
        Samples.Require(targets, 1);
        var y = targets.ToArray();
        var (least, most) = (y.Min(), y.Max());
        if (least == most) return [.. y.Select(_ => 1.0)];
        int[] bins = [.. y.Select(v => Math.Min(options.Bins - 1, (int)((v - least) / (most - least) * options.Bins)))];
        var counts = new double[options.Bins];
        foreach (var bin in bins) counts[bin]++;
        var smooth = Smooth(options.Root ? Array.ConvertAll(counts, Math.Sqrt) : counts, options);
        double[] weights = [.. bins.Select(b => 1 / smooth[b])];
        var mean = weights.Average();
        return Array.ConvertAll(weights, w => w / mean);
    }

    private static double[] Smooth(double[] counts, LabelDistributionSmoothingOptions options)
    {
        var smooth = new double[counts.Length];
        for (var b = 0; b < counts.Length; b++)
            for (var offset = -options.KernelBins; offset <= options.KernelBins; offset++)
                if (b + offset >= 0 && b + offset < counts.Length)
                    smooth[b] += counts[b + offset] * Math.Exp(
                        -0.5 * offset * offset / (options.KernelDeviation * options.KernelDeviation));
        return smooth;
    }
}
