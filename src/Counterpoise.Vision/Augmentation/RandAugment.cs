using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Applies a few operations, drawn from a list of fourteen, at one common strength.</summary>
/// <remarks>
/// Identity, shear and translation along both axes, rotation, brightness, colour, contrast, sharpness, posterize, solarize, auto
/// contrast and equalize; strengths are torchvision's on its scale of 31. Differs in that geometric operations interpolate
/// bilinearly. Reference: Cubuk, Zoph, Shlens and Le, "RandAugment", NeurIPS 2020, arXiv:1909.13719.
/// </remarks>
public sealed record RandAugment : IAugmentation
{
    private const int Steps = 30;

    /// <summary>Operations per image, 0 to 14; default 2.</summary>
    public int Operations { get; init; } = 2;

    /// <summary>Common strength, 0 (none) to 30 (most); default 9.</summary>
    public int Magnitude { get; init; } = 9;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandAugment))
            .Require(Operations is >= 0 and <= 14, nameof(Operations), Operations, "expected 0 to 14")
            .Require(Magnitude is >= 0 and <= Steps, nameof(Magnitude), Magnitude, $"expected 0 to {Steps}")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        for (var i = 0; i < Operations; i++)
        {
            var operation = (int)random.NextInteger(14);
            var sign = random.Happens(.5) ? -1 : 1;
            Apply(frame, operation, sign);
        }
    }

    internal void Apply(AugmentationFrame frame, int operation, int sign)
    {
        var image = frame.Image;
        var strength = (double)Magnitude / Steps;
        switch (operation)
        {
            case 1:
                AffineMap.ShearX(sign * .3 * strength).Apply(frame);
                break;
            case 2:
                AffineMap.ShearY(sign * .3 * strength).Apply(frame);
                break;
            case 3:
                AffineMap.Translation((int)(sign * 150.0 / 331 * image.Width * strength), 0).Apply(frame);
                break;
            case 4:
                AffineMap.Translation(0, (int)(sign * 150.0 / 331 * image.Height * strength)).Apply(frame);
                break;
            case 5:
                AffineMap.Rotation(sign * 30 * strength, image.Width, image.Height).Apply(frame);
                break;
            case 6:
                Tone.Brightness(image, 1 + (sign * .9 * strength));
                break;
            case 7:
                Tone.Saturation(image, 1 + (sign * .9 * strength));
                break;
            case 8:
                Tone.Contrast(image, 1 + (sign * .9 * strength));
                break;
            case 9:
                Tone.Sharpness(frame, 1 + (sign * .9 * strength));
                break;
            case 10:
                Tone.Posterize(image, 8 - (int)Math.Round(4 * strength));
                break;
            case 11:
                Tone.Solarize(image, 255 * (1 - strength));
                break;
            case 12:
                Tone.AutoContrast(image);
                break;
            case 13:
                Tone.Equalize(image);
                break;
        }
    }
}
