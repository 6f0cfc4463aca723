using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Blurs the image with a Gaussian of random width.</summary>
/// <remarks>
/// Weights exp(−x²/2σ²) over the kernel, divided by their sum, along rows and then columns; the border is mirrored without
/// repeating its pixel. Reference: Chen, Kornblith, Norouzi and Hinton, "A simple framework for contrastive learning", ICML
/// 2020, appendix A, arXiv:2002.05709; the kernel is torchvision's.
/// </remarks>
public sealed record GaussianBlur : IAugmentation
{
    /// <summary>Probability, 0 to 1; default .5.</summary>
    public double Probability { get; init; } = .5;

    /// <summary>Smallest σ in pixels, above 0; default .1.</summary>
    public double MinimumSigma { get; init; } = .1;

    /// <summary>Largest σ in pixels; default 2.</summary>
    public double MaximumSigma { get; init; } = 2;

    /// <summary>Width of the kernel in pixels, odd; default 0, the odd number nearest to a tenth of the shorter side, at least 3.</summary>
    public int KernelSize { get; init; }

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(GaussianBlur))
            .Probability(Probability, nameof(Probability))
            .Ordered(MinimumSigma, MaximumSigma, 1e-3, 1000, "σ")
            .Require(KernelSize == 0 || (KernelSize > 0 && KernelSize % 2 == 1), $"KernelSize is {KernelSize}, expected 0 or an odd number")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        if (random.Happens(Probability))
        {
            var size = KernelSize > 0 ? KernelSize : Math.Max(3, (Math.Min(frame.Image.Width, frame.Image.Height) / 20 * 2) + 1);
            Blur(frame.Image, random.Uniform(MinimumSigma, MaximumSigma), size);
        }
    }

    internal static void Blur(RgbImage image, double sigma, int size)
    {
        var kernel = Kernel(sigma, size);
        var (width, height) = (image.Width, image.Height);
        var rows = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var t = 0; t < size; t++)
            {
                var source = image.Row(Mirror(y + t - (size / 2), height));
                AddScaled(source, kernel[t], rows.AsSpan(y * width * 3, width * 3));
            }
        }

        for (var y = 0; y < height; y++)
        {
            var source = rows.AsSpan(y * width * 3, width * 3);
            var target = image.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = (0f, 0f, 0f);
                for (var t = 0; t < size; t++)
                {
                    var at = 3 * Mirror(x + t - (size / 2), width);
                    red += kernel[t] * source[at];
                    green += kernel[t] * source[at + 1];
                    blue += kernel[t] * source[at + 2];
                }

                (target[3 * x], target[(3 * x) + 1], target[(3 * x) + 2]) = (ByteMath.Round(red), ByteMath.Round(green), ByteMath.Round(blue));
            }
        }
    }

    private static float[] Kernel(double sigma, int size)
    {
        var weights = Enumerable.Range(0, size).Select(i => Math.Exp(-.5 * Math.Pow((i - (size / 2)) / sigma, 2))).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    private static void AddScaled(ReadOnlySpan<byte> source, float weight, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += weight * source[i];
        }
    }

    /// <summary>Mirrors a position at the first and last pixel, as often as a small image needs.</summary>
    private static int Mirror(int position, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2 * (length - 1);
        var at = ((position % period) + period) % period;
        return at < length ? at : period - at;
    }
}
