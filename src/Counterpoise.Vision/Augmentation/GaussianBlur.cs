using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
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
            .Require(KernelSize == 0 || (KernelSize > 0 && KernelSize % 2 == 1),
                nameof(KernelSize), KernelSize, "expected 0 or an odd number")
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
        var (length, margin) = (image.Width * 3, size / 2 * 3);
        var values = ArrayPool<float>.Shared.Rent(image.Height * length);
        var column = ArrayPool<float>.Shared.Rent(length + (2 * margin));
        var sum = ArrayPool<float>.Shared.Rent(length);
        ToFloat(image.Pixels, values);
        for (var y = 0; y < image.Height; y++)
        {
            var middle = column.AsSpan(margin, length);
            middle.Clear();
            for (var t = 0; t < size; t++)
            {
                AddScaled(values.AsSpan(Mirror(y + t - (size / 2), image.Height) * length, length), kernel[t], middle);
            }

            MirrorEnds(column, image.Width, size / 2);
            var total = sum.AsSpan(0, length);
            total.Clear();
            for (var t = 0; t < size; t++)
            {
                AddScaled(column.AsSpan(3 * t, length), kernel[t], total);
            }

            var row = image.Row(y);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = ByteMath.Round(total[i]);
            }
        }

        ArrayPool<float>.Shared.Return(values);
        ArrayPool<float>.Shared.Return(column);
        ArrayPool<float>.Shared.Return(sum);
    }

    /// <summary>Fills the margins of a line that begins after <paramref name="margin"/> pixels.</summary>
    private static void MirrorEnds(Span<float> line, int width, int margin)
    {
        for (var x = 1; x <= margin; x++)
        {
            line.Slice(3 * (margin + Mirror(-x, width)), 3).CopyTo(line[(3 * (margin - x))..]);
            line.Slice(3 * (margin + Mirror(width - 1 + x, width)), 3).CopyTo(line[(3 * (margin + width - 1 + x))..]);
        }
    }

    private static void ToFloat(ReadOnlySpan<byte> source, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }

    private static float[] Kernel(double sigma, int size)
    {
        var weights = Enumerable.Range(0, size).Select(i => Math.Exp(-.5 * Math.Pow((i - (size / 2)) / sigma, 2))).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    /// <summary>Product and sum are rounded one after the other, so that every machine gives the same pixels.</summary>
    private static void AddScaled(ReadOnlySpan<float> source, float weight, Span<float> target)
    {
        var sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] += sources[i] * weight;
        }

        for (var i = targets.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * weight;
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
