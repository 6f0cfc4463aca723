using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
            Horizontal(frame);
        }

        if (random.Happens(VerticalProbability))
        {
            Vertical(frame);
        }
    }

    private static void Horizontal(AugmentationFrame frame) => frame.Replace((source, target) =>
    {
        target.Reset(source.Width, source.Height);
        for (var y = 0; y < source.Height; y++)
        {
            var offset = y * source.Width * RgbImage.Channels;
            Mirror(source.Padded[offset..], target.Padded[offset..], source.Width);
        }
    });

    /// <summary>One row, five pixels at a time: 15 bytes, and a sixteenth that the next write or the reserve of the image takes.</summary>
    private static void Mirror(Span<byte> source, Span<byte> target, int width)
    {
        var order = Vector128.Create((byte)12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2, 15);
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var x = 0;
        for (; x <= width - 5; x += 5)
        {
            Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(3 * (width - 5 - x))), order).StoreUnsafe(ref to, (nuint)(3 * x));
        }

        for (; x < width; x++)
        {
            source.Slice(3 * (width - 1 - x), 3).CopyTo(target[(3 * x)..]);
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
}
