using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// Resizes the shorter side and cuts out the square in the middle; the usual view of an image that is tested. Nothing is random.
/// </summary>
public sealed record CenterCrop : IAugmentation
{
    /// <summary>Side of the result in pixels, at least 1; default 224.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Share of the shorter side that is kept, above 0 and at most 1; default .875 (224 of 256).</summary>
    public double Fraction { get; init; } = .875;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(CenterCrop))
            .Require(Size >= 1, nameof(Size), Size, "expected at least 1 pixel")
            .Require(Fraction is > 0 and <= 1, nameof(Fraction), Fraction, "expected above 0 and at most 1")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var (width, height) = LoadSize.ShortSide((int)Math.Round(Size / Fraction)).Of(frame.Present.Width, frame.Present.Height);
        frame.Resize(new(0, 0, frame.Present.Width, frame.Present.Height), width, height);
        frame.Resize(CropBox.Center(frame.Present, Size, Size), Size, Size);
    }
}
