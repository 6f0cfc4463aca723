using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Turns the image about its middle by a uniform angle, with bilinear interpolation; the corners that appear are black.</summary>
public sealed record RandomRotation : IAugmentation
{
    /// <summary>Largest angle to either side in degrees, 0 to 180; default 15.</summary>
    public double Degrees { get; init; } = 15;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandomRotation))
            .Require(Degrees is >= 0 and <= 180, nameof(Degrees), Degrees, "expected 0 to 180")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        AffineMap.Rotation(random.Uniform(-Degrees, Degrees), frame.Image.Width, frame.Image.Height).Apply(frame);
    }
}
