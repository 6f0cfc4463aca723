using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Makes an image a square by bands of one gray on both sides of its longer axis. Nothing is random.</summary>
public sealed record PadToSquare : IAugmentation
{
    /// <summary>
    /// The gray of the bands, 0 to 255; default 124, close to the mean of photographs, so that bands are near 0 once normalised.
    /// </summary>
    public byte Gray { get; init; } = 124;

    /// <inheritdoc/>
    public void Validate()
    {
    }

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Present.Width != frame.Present.Height)
        {
            frame.Replace(Pad);
        }
    }

    private void Pad(RgbImage image, RgbImage square)
    {
        var side = Math.Max(image.Width, image.Height);
        var (left, top) = ((side - image.Width) / 2, (side - image.Height) / 2);
        square.Reset(side, side);
        square.Pixels.Fill(Gray);
        for (var y = 0; y < image.Height; y++)
        {
            image.Row(y).CopyTo(square.Row(top + y)[(left * RgbImage.Channels)..]);
        }
    }
}
