using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Changes brightness, contrast, saturation and hue by random amounts in random order.</summary>
/// <remarks>
/// Reference: Howard, "Some improvements on deep convolutional neural network based image classification", 2013, arXiv:1312.5402; the rule
/// is torchvision's on PIL images.
/// </remarks>
public sealed record ColorJitter : IAugmentation
{
    /// <summary>Probability that anything changes, 0 to 1; default .8.</summary>
    public double Probability { get; init; } = .8;

    /// <summary>The factor of brightness is uniform in max(0, 1−b) to 1+b; b at least 0, default .4.</summary>
    public double Brightness { get; init; } = .4;

    /// <summary>The factor of contrast, likewise; default .4.</summary>
    public double Contrast { get; init; } = .4;

    /// <summary>The factor of saturation, likewise; default .4.</summary>
    public double Saturation { get; init; } = .4;

    /// <summary>The hue turns by a uniform share of the colour wheel in ±h; h from 0 to .5, default .1.</summary>
    public double HueTurn { get; init; } = .1;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(ColorJitter))
            .Probability(Probability, nameof(Probability))
            .Require(Brightness >= 0, nameof(Brightness), Brightness, "expected 0 or more")
            .Require(Contrast >= 0, nameof(Contrast), Contrast, "expected 0 or more")
            .Require(Saturation >= 0, nameof(Saturation), Saturation, "expected 0 or more")
            .Require(HueTurn is >= 0 and <= .5, nameof(HueTurn), HueTurn, "expected 0 to .5")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        if (!random.Happens(Probability))
        {
            return;
        }

        Span<int> order = [0, 1, 2, 3];
        random.Shuffle(order);
        foreach (var change in order)
        {
            switch (change)
            {
                case 0 when Brightness > 0:
                    Tone.Brightness(frame.Image, Factor(random, Brightness));
                    break;
                case 1 when Contrast > 0:
                    Tone.Contrast(frame.Image, Factor(random, Contrast));
                    break;
                case 2 when Saturation > 0:
                    Tone.Saturation(frame.Image, Factor(random, Saturation));
                    break;
                case 3 when HueTurn > 0:
                    Hue.Shift(frame.Image, random.Uniform(-HueTurn, HueTurn));
                    break;
            }
        }
    }

    private static double Factor(IRandomSource random, double strength) => random.Uniform(Math.Max(0, 1 - strength), 1 + strength);
}
