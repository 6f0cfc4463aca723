using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// Turns the image by one, two or three quarters, each as likely; no pixel is interpolated, and a quarter swaps width and height.
/// </summary>
/// <remarks>With probability 3/4 and nothing else all four directions are as likely.</remarks>
public sealed record RandomQuarterTurn : IAugmentation
{
    /// <summary>Probability that the image is turned at all, 0 to 1; default .75.</summary>
    public double Probability { get; init; } = .75;

    /// <inheritdoc/>
    public void Validate() => new OptionsCheck(nameof(RandomQuarterTurn)).Probability(Probability, nameof(Probability)).ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        if (random.Happens(Probability))
        {
            var quarters = 1 + (int)random.NextInteger(3);
            frame.Replace((source, target) => Turn(source, target, quarters));
        }
    }

    /// <summary>Counter-clockwise by a number of quarters, 1 to 3.</summary>
    internal static void Turn(RgbImage source, RgbImage target, int quarters)
    {
        var (width, height) = (source.Width, source.Height);
        target.Reset(quarters == 2 ? width : height, quarters == 2 ? height : width);
        for (var y = 0; y < target.Height; y++)
        {
            var row = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var (fromX, fromY) = quarters switch
                {
                    1 => (width - 1 - y, x),
                    2 => (width - 1 - x, height - 1 - y),
                    _ => (y, height - 1 - x),
                };
                source.Row(fromY).Slice(RgbImage.Channels * fromX, RgbImage.Channels).CopyTo(row[(RgbImage.Channels * x)..]);
            }
        }
    }
}
