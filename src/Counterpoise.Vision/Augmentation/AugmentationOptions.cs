using Counterpoise.Options;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// The augmentation of a training run in one record, as a configuration file holds it. The steps come in the order of the properties.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>Side of the result in pixels, at least 1; default 224.</summary>
    public int Size { get; init; } = 224;

    /// <summary>How the image becomes a square; default <see cref="CropRule.RandomResized"/>.</summary>
    public CropRule Crop { get; init; } = CropRule.RandomResized;

    /// <summary>Smallest share of the area of a random resized crop, above 0 and at most 1; default .2.</summary>
    public double MinimumScale { get; init; } = .2;

    /// <summary>Border of a padded crop as a share of the side, 0 to 1; default .125 (4 of 32 pixels).</summary>
    public double Padding { get; init; } = .125;

    /// <summary>Probability of a flip left to right; default .5.</summary>
    public double HorizontalFlip { get; init; } = .5;

    /// <summary>Probability of a flip top to bottom; default 0.</summary>
    public double VerticalFlip { get; init; }

    /// <summary>
    /// Probability of a turn by one, two or three quarters, each as likely; default 0. Right for images without an upright.
    /// </summary>
    public double QuarterTurns { get; init; }

    /// <summary>Largest rotation to either side in degrees, 0 to 180; default 0.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>Probability of colour jitter; default .8. Its strength is <see cref="ColorStrength"/>.</summary>
    public double ColorJitter { get; init; } = .8;

    /// <summary>Strength s of colour jitter: brightness, contrast and saturation ±.4·s, hue ±.1·s; 0 to 2, default 1.</summary>
    public double ColorStrength { get; init; } = 1;

    /// <summary>Brightness and contrast ±b of every image, 0 to 1, without any change of colour; default 0.</summary>
    public double Brightness { get; init; }

    /// <summary>Probability of taking the colour away; default .2.</summary>
    public double Grayscale { get; init; } = .2;

    /// <summary>Operations of RandAugment, 0 to 14; default 0.</summary>
    public int RandAugmentOperations { get; init; }

    /// <summary>Strength of RandAugment, 0 to 30; default 9.</summary>
    public int RandAugmentMagnitude { get; init; } = 9;

    /// <summary>Probability of a Gaussian blur; default 0.</summary>
    public double Blur { get; init; }

    /// <summary>Probability of random erasing; default 0.</summary>
    public double Erasing { get; init; }

    /// <summary>No randomness at all: the square in the middle, for validation, test and prediction.</summary>
    /// <param name="size">Side in pixels.</param>
    /// <param name="crop">How the image becomes a square.</param>
    public static AugmentationOptions Evaluation(int size, CropRule crop = CropRule.Center) =>
        new() { Size = size, Crop = crop, HorizontalFlip = 0, ColorJitter = 0, Grayscale = 0 };

    /// <summary>
    /// The two-view augmentation of supervised contrastive learning: random resized crop, flip, colour jitter, grayscale.
    /// </summary>
    /// <param name="size">Side in pixels.</param>
    /// <remarks>
    /// Reference: Khosla et al., "Supervised contrastive learning", NeurIPS 2020, arXiv:2004.11362; the values of its public code.
    /// </remarks>
    public static AugmentationOptions Contrastive(int size) => new() { Size = size };

    /// <summary>Shifts by an eighth and flips left to right: for images of 28 to 64 pixels.</summary>
    /// <param name="size">Side in pixels.</param>
    public static AugmentationOptions Light(int size) => new() { Size = size, Crop = CropRule.RandomPadded, ColorJitter = 0,
        Grayscale = 0 };

    /// <summary>
    /// For pictures that may be turned any way, such as those from the air or of skin: crops of at least 7/10 of the area, flips both
    /// ways, turns by quarters, brightness ±.2; colours as they are.
    /// </summary>
    /// <param name="size">Side in pixels.</param>
    public static AugmentationOptions WithoutUp(int size) =>
        new() { Size = size, MinimumScale = .7, VerticalFlip = .5, QuarterTurns = .75, Brightness = .2, ColorJitter = 0, Grayscale = 0 };

    /// <summary>Random resized crop, flip, RandAugment and random erasing.</summary>
    /// <param name="size">Side in pixels.</param>
    public static AugmentationOptions Strong(int size) => new() { Size = size, ColorJitter = 0, Grayscale = 0, RandAugmentOperations = 2,
        Erasing = .25 };

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(AugmentationOptions))
            .Require(Size >= 1, nameof(Size), Size, "expected at least 1 pixel")
            .Require(Enum.IsDefined(Crop), nameof(Crop), (int)Crop, "expected RandomResized, RandomPadded, Center, Squash, Pad or Square")
            .Require(MinimumScale is > 0 and <= 1, nameof(MinimumScale), MinimumScale, "expected above 0 and at most 1")
            .Probability(Padding, nameof(Padding))
            .Probability(HorizontalFlip, nameof(HorizontalFlip))
            .Probability(VerticalFlip, nameof(VerticalFlip))
            .Probability(QuarterTurns, nameof(QuarterTurns))
            .Probability(Brightness, nameof(Brightness))
            .Require(RotationDegrees is >= 0 and <= 180, nameof(RotationDegrees), RotationDegrees, "expected 0 to 180")
            .Probability(ColorJitter, nameof(ColorJitter))
            .Require(ColorStrength is >= 0 and <= 2, nameof(ColorStrength), ColorStrength, "expected 0 to 2")
            .Probability(Grayscale, nameof(Grayscale))
            .Require(RandAugmentOperations is >= 0 and <= 14, nameof(RandAugmentOperations), RandAugmentOperations, "expected 0 to 14")
            .Require(RandAugmentMagnitude is >= 0 and <= 30, nameof(RandAugmentMagnitude), RandAugmentMagnitude, "expected 0 to 30")
            .Probability(Blur, nameof(Blur))
            .Probability(Erasing, nameof(Erasing))
            .ThrowIfAny();
}
