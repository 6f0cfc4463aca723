using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Features;

/// <summary>Turns a decoded image into a row of numbers: features of a fixed network, or the pixels themselves.</summary>
public sealed class FeatureView
{
    private readonly AugmentationPipeline _pipeline;
    private readonly RowWriter _write;

    private FeatureView(int side, int width, CropRule crop, RowWriter write)
    {
        (Side, Width, _write) = (side, width, write);
        _pipeline = new(AugmentationOptions.Evaluation(side, crop));
    }

    private delegate void RowWriter(RgbImage image, Span<float> row);

    /// <summary>Side in pixels of the square that an image becomes.</summary>
    public int Side { get; }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>The features of a network, which stays the caller's.</summary>
    /// <param name="network">The network.</param>
    /// <param name="crop">How an image becomes a square. Default the square in the middle.</param>
    public static FeatureView Of(IFeatureNetwork network, CropRule crop = CropRule.Center)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(network.ImageSize, network.FeatureCount, crop, network.Extract);
    }

    /// <summary>The pixels at a small size, in [0, 1]: 3·side·side numbers, row after row of RGB.</summary>
    /// <param name="side">Side in pixels, at least 1.</param>
    /// <param name="crop">How an image becomes a square. Default the whole image, squashed: a linear model needs no proportions.</param>
    public static FeatureView Pixels(int side, CropRule crop = CropRule.Squash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        return new(side, 3 * side * side, crop, static (image, row) =>
        {
            var pixels = image.Pixels;
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = pixels[j] / 255f;
            }
        });
    }

    /// <summary>Computes the row of one image.</summary>
    /// <param name="image">The image as it was decoded; it is not changed.</param>
    /// <param name="frame">Scratch memory of the thread.</param>
    /// <param name="row">Receives the numbers, [<see cref="Width"/>].</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public void Extract(RgbImage image, AugmentationFrame frame, Span<float> row)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(frame);
        if (row.Length != Width)
        {
            throw new ArgumentException($"found room for {row.Length} numbers, expected {Width}", nameof(row));
        }

        frame.Begin(image);
        _pipeline.Apply(frame, seed: 0, epoch: 0, 0, view: 0);
        _write(frame.Image, row);
    }
}
