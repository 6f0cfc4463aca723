using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Covers a random rectangle with gray. With an aspect ratio of 1 and a fixed scale this is Cutout.</summary>
/// <remarks>
/// Ten rectangles are tried; if none fits, nothing is erased. References: Zhong, Zheng, Kang, Li and Yang, "Random erasing data
/// augmentation", AAAI 2020, arXiv:1708.04896; DeVries and Taylor, "Cutout", 2017, arXiv:1708.04552 (whose square may also
/// stand out over the border; here it lies inside).
/// </remarks>
public sealed record RandomErasing : IAugmentation
{
    private const int Attempts = 10;

    /// <summary>Probability, 0 to 1; default .5.</summary>
    public double Probability { get; init; } = .5;

    /// <summary>Smallest share of the area, above 0; default .02.</summary>
    public double MinimumScale { get; init; } = .02;

    /// <summary>Largest share of the area, at most 1; default .33.</summary>
    public double MaximumScale { get; init; } = .33;

    /// <summary>Smallest width over height, above 0; default .3.</summary>
    public double MinimumAspect { get; init; } = .3;

    /// <summary>Largest width over height; default 1/.3.</summary>
    public double MaximumAspect { get; init; } = 1 / .3;

    /// <summary>
    /// What the rectangle is filled with; default 124, 116, 104, the mean colour of ImageNet, which normalising brings to 0.
    /// </summary>
    public (byte Red, byte Green, byte Blue) Fill { get; init; } = (124, 116, 104);

    /// <summary>Cutout: always one square of a given share of the side.</summary>
    /// <param name="side">Side of the square over side of the image, above 0 and at most 1; the paper has .5 for CIFAR-10.</param>
    public static RandomErasing Cutout(double side = .5) =>
        new() { Probability = 1, MinimumScale = side * side, MaximumScale = side * side, MinimumAspect = 1, MaximumAspect = 1 };

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandomErasing))
            .Probability(Probability, nameof(Probability))
            .Ordered(MinimumScale, MaximumScale, 1e-6, 1, "the scale")
            .Ordered(MinimumAspect, MaximumAspect, .01, 100, "the aspect ratio")
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

        var image = frame.Image;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = (double)image.Width * image.Height * random.Uniform(MinimumScale, MaximumScale);
            var aspect = Math.Exp(random.Uniform(Math.Log(MinimumAspect), Math.Log(MaximumAspect)));
            var width = (int)Math.Round(Math.Sqrt(area * aspect));
            var height = (int)Math.Round(Math.Sqrt(area / aspect));
            if (width < 1 || height < 1 || width > image.Width || height > image.Height)
            {
                continue;
            }

            var top = (int)random.NextInteger(image.Height - height + 1);
            var left = (int)random.NextInteger(image.Width - width + 1);
            for (var y = top; y < top + height; y++)
            {
                var row = image.Row(y).Slice(3 * left, 3 * width);
                for (var x = 0; x < row.Length; x += 3)
                {
                    (row[x], row[x + 1], row[x + 2]) = Fill;
                }
            }

            return;
        }
    }
}
