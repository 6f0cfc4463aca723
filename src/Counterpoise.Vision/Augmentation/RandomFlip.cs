using System.Runtime.InteropServices;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Mirrors the image left to right, top to bottom, or both.</summary>
public sealed record RandomFlip : IAugmentation
{
    /// <summary>Probability of left to right, 0 to 1; default .5.</summary>
    public double HorizontalProbability { get; init; } = .5;

    /// <summary>Probability of top to bottom, 0 to 1; default 0. Right for images without an upright, as of skin or from the air.</summary>
    public double VerticalProbability { get; init; }

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandomFlip))
            .Probability(HorizontalProbability, nameof(HorizontalProbability))
            .Probability(VerticalProbability, nameof(VerticalProbability))
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        if (random.Happens(HorizontalProbability))
        {
            Horizontal(frame.Image);
        }

        if (random.Happens(VerticalProbability))
        {
            Vertical(frame);
        }
    }

    internal static void Horizontal(RgbImage image)
    {
        for (var y = 0; y < image.Height; y++)
        {
            MemoryMarshal.Cast<byte, Rgb>(image.Row(y)).Reverse();
        }
    }

    private static void Vertical(AugmentationFrame frame) => frame.Replace((source, target) =>
    {
        target.Reset(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            source.Row(source.Height - 1 - y).CopyTo(target.Row(y));
        }
    });

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Rgb
    {
        private readonly byte _red, _green, _blue;
    }
}
