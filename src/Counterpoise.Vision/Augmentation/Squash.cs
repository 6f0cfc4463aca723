using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Resizes the image to a square, whatever its proportions were. Nothing is random.</summary>
public sealed record Squash : IAugmentation
{
    /// <summary>Side of the result in pixels, at least 1; default 224.</summary>
    public int Size { get; init; } = 224;

    /// <inheritdoc/>
    public void Validate() => new OptionsCheck(nameof(Squash)).Require(Size >= 1, nameof(Size), Size, "expected at least 1 pixel")
        .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Resize(new(0, 0, frame.Present.Width, frame.Present.Height), Size, Size);
    }
}
