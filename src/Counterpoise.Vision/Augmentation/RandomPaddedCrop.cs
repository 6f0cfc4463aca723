using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// Shifts the image: it is resized to a square, surrounded by a black border, and a square of the same size is cut out at random.
/// The usual augmentation of 28 to 64 pixel images.
/// </summary>
/// <remarks>
/// Reference: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2, arXiv:1512.03385.
/// </remarks>
public sealed record RandomPaddedCrop : IAugmentation
{
    /// <summary>Side of the result in pixels, at least 1; default 32.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Width of the border in pixels, 0 to Size; default 4.</summary>
    public int Padding { get; init; } = 4;

    /// <inheritdoc/>
    public void Validate() =>
        new OptionsCheck(nameof(RandomPaddedCrop))
            .Require(Size >= 1, nameof(Size), Size, "expected at least 1 pixel")
            .Require(Padding >= 0 && Padding <= Size, nameof(Padding), Padding, $"expected 0 to {Size} pixels")
            .ThrowIfAny();

    /// <inheritdoc/>
    public void Apply(AugmentationFrame frame, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(random);
        frame.Resize(new(0, 0, frame.Present.Width, frame.Present.Height), Size, Size);
        var down = (int)random.NextInteger((2 * Padding) + 1) - Padding;
        var right = (int)random.NextInteger((2 * Padding) + 1) - Padding;
        frame.Replace((source, target) =>
        {
            target.Reset(Size, Size);
            target.Pixels.Clear();
            for (var y = Math.Max(-down, 0); y < Math.Min(Size - down, Size); y++)
            {
                var from = Math.Max(right, 0);
                source.Row(y + down).Slice(3 * from, 3 * (Size - Math.Abs(right))).CopyTo(target.Row(y)[(3 * Math.Max(-right, 0))..]);
            }
        });
    }
}
