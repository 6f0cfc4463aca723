using System.Globalization;

namespace Counterpoise.Vision.Sources;

/// <summary>How far images are from squares, and so what is lost where the square in the middle is cut out of them.</summary>
/// <param name="Count">How many images there are.</param>
/// <param name="Long">How many are longer than 3:2.</param>
/// <param name="ShareCut">The share of their area outside that square, on average over all, in [0, 1).</param>
public sealed record ImageShapes(int Count, int Long, double ShareCut)
{
    // A tenth of the images beyond the shape of a photograph are no stragglers.
    private const double ManyLong = 0.1;

    /// <summary>What is lost, where that is much; null where it is not.</summary>
    public string? Describe() =>
        Count > 0 && Long >= ManyLong * Count
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Long} of {Count} images are longer than 3:2, and the square in the middle leaves {ShareCut:0%} of the area of all "
                + $"images out, on average")
            : null;
}
