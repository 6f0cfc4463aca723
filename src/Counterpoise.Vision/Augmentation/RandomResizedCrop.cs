using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>Cuts out a box of random area and aspect ratio and resizes it to a square.</summary>
/// <remarks>
/// The area is uniform in the scale range, the aspect ratio log-uniform in its range; after ten boxes that do not fit, the
/// largest central box of an allowed ratio is taken. Reference: Szegedy et al., "Going deeper with convolutions", CVPR 2015,
/// arXiv:1409.4842; the rule is torchvision's.
/// </remarks>
public sealed record RandomResizedCrop : IAugmentation
{
    private const int Attempts = 10;

    /// <summary>Side of the result in pixels, at least 1; default 224.</summary>
    public int Size { get; init; } = 224;

    /// <summary>Smallest share of the area, above 0; default .2 as in supervised contrastive learning (torchvision has .08).</summary>
    public double MinimumScale { get; init; } = .2;

    /// <summary>Largest share of the area, at most 1; default 1.</summary>
    public double MaximumScale { get; init; } = 1;

    /// <summary>Smallest width over height, above 0; default 3/4.</summary>
    public double MinimumAspect { get; init; } = 3.0 / 4;

    /// <summary>Largest width over height; default 4/3.</summary>
    public double MaximumAspect { get; init; } = 4.0 / 3;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandomResizedCrop))
            .Require(Size >= 1, nameof(Size), Size, "expected at least 1 pixel")
            .Ordered(MinimumScale, MaximumScale, 1e-4, 1, "the scale")
            .Ordered(MinimumAspect, MaximumAspect, .01, 100, "the aspect ratio")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        frame.Resize(Box(frame.Present, random), Size, Size);
    }

    internal CropBox Box(RgbImage image, IRandomSource random)
    {
        var area = (double)image.Width * image.Height;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var target = area * random.Uniform(MinimumScale, MaximumScale);
            var aspect = Math.Exp(random.Uniform(Math.Log(MinimumAspect), Math.Log(MaximumAspect)));
            var width = (int)Math.Round(Math.Sqrt(target * aspect));
            var height = (int)Math.Round(Math.Sqrt(target / aspect));
            if (width >= 1 && height >= 1 && width <= image.Width && height <= image.Height)
            {
                var y = (int)random.NextInteger(image.Height - height + 1);
                return new((int)random.NextInteger(image.Width - width + 1), y, width, height);
            }
        }

        var ratio = Math.Clamp((double)image.Width / image.Height, MinimumAspect, MaximumAspect);
        return CropBox.Center(image, Math.Max((int)Math.Round(image.Height * ratio), 1), Math.Max((int)Math.Round(image.Width / ratio), 1));
    }
}
