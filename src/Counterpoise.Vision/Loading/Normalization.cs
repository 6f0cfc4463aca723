using Counterpoise.LayerGraphs;
using Counterpoise.Options;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Loading;

/// <summary>How bytes become numbers: (value/255 − mean) / deviation, per channel.</summary>
public sealed record Normalization
{
    private readonly Lazy<NormalizationTable> _table;

    /// <summary>Creates a normalisation.</summary>
    /// <param name="mean">Mean of red, green and blue, on the scale 0 to 1.</param>
    /// <param name="deviation">Standard deviation of red, green and blue, above 0.</param>
    /// <exception cref="InvalidOptionsException">There are not three of each, or a value is out of range.</exception>
    public Normalization(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        new OptionsCheck(nameof(Normalization))
            .Require(mean.Count == 3 && mean.All(double.IsFinite), $"{mean.Count} means, expected 3 finite numbers")
            .Require(deviation.Count == 3 && deviation.All(d => d > 0 && double.IsFinite(d)),
                $"{deviation.Count} deviations, expected 3 numbers above 0")
            .ThrowIfAny();
        (Mean, Deviation) = ([.. mean], [.. deviation]);
        _table = new(() => new(Mean, Deviation));
    }

    /// <summary>Mean and deviation of ImageNet: .485, .456, .406 and .229, .224, .225; what torchvision's weights expect.</summary>
    public static Normalization ImageNet { get; } = new([.485, .456, .406], [.229, .224, .225]);

    /// <summary>From −1 to 1: value/127.5 − 1; what Google's MobileNet weights expect.</summary>
    public static Normalization MinusOneToOne { get; } = new([.5, .5, .5], [.5, .5, .5]);

    /// <summary>From 0 to 1.</summary>
    public static Normalization ZeroToOne { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>From 0 to 255, as the bytes are.</summary>
    public static Normalization ZeroTo255 { get; } = new([0, 0, 0], [1 / 255.0, 1 / 255.0, 1 / 255.0]);

    /// <summary>Mean of red, green and blue.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>Standard deviation of red, green and blue.</summary>
    public IReadOnlyList<double> Deviation { get; }

    /// <inheritdoc/>
    public bool Equals(Normalization? other) => other is not null && Mean.SequenceEqual(other.Mean)
        && Deviation.SequenceEqual(other.Deviation);

    /// <inheritdoc/>
    public override int GetHashCode() => Mean.Concat(Deviation).Aggregate(0, HashCode.Combine);

    /// <summary>The same as a layer that reads pixels from 0 to 255, value 0 of its graph.</summary>
    public ScaleLayer Describe() => new(0, [.. Deviation.Select(d => (float)(1 / (255 * d)))],
        [.. Mean.Zip(Deviation).Select(p => (float)(-p.First / p.Second))]);

    /// <summary>Writes an image channel by channel (CHW).</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">Receives <c>3·Height·Width</c> numbers.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void Write(RgbImage image, Span<float> target)
    {
        Check(image, target);
        _table.Value.WriteChannelsFirst(image.Pixels, target);
    }

    /// <summary>Writes an image pixel by pixel (HWC).</summary>
    /// <param name="image">The image.</param>
    /// <param name="target">Receives <c>3·Height·Width</c> numbers.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void WriteChannelsLast(RgbImage image, Span<float> target)
    {
        Check(image, target);
        _table.Value.WriteChannelsLast(image.Pixels, target);
    }

    /// <summary>Turns numbers back into an image, rounding and clipping; for thumbnails of what a network saw.</summary>
    /// <param name="values">The numbers, CHW.</param>
    /// <param name="target">Receives the pixels; its size says how many numbers there must be.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the size of the target.</exception>
    public void Restore(ReadOnlySpan<float> values, RgbImage target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var pixels = target.Pixels;
        if (values.Length != pixels.Length)
        {
            throw new ArgumentException($"an image of {target.Width}×{target.Height} needs {pixels.Length} numbers; found {values.Length}",
                nameof(values));
        }

        var plane = values.Length / 3;
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < plane; i++)
            {
                pixels[(3 * i) + c] = ByteMath.Round((float)(((values[(c * plane) + i] * Deviation[c]) + Mean[c]) * 255));
            }
        }
    }

    private static void Check(RgbImage image, ReadOnlySpan<float> target)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (target.Length != image.Pixels.Length)
        {
            throw new ArgumentException(
                $"an image of {image.Width}×{image.Height} gives {image.Pixels.Length} numbers; the target has {target.Length}",
                nameof(target));
        }
    }
}
