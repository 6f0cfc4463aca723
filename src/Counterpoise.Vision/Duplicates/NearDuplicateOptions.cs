using Counterpoise.Options;

namespace Counterpoise.Vision.Duplicates;

/// <summary>What counts as a near-duplicate.</summary>
public sealed record NearDuplicateOptions
{
    /// <summary>Largest number of differing bits of the DCT hashes, 0 to 31; default 6.</summary>
    public int MaximumDistance { get; init; } = 6;

    /// <summary>
    /// Largest mean absolute difference of the 16×16 gray thumbnails, 0 to 255 gray levels; default 8. It removes the pairs that only the
    /// hash takes for equal; 255 leaves them in.
    /// </summary>
    public double MaximumMeanDifference { get; init; } = 8;

    /// <summary>
    /// Largest mean absolute difference of the 16×16 colour thumbnails, 0 to 255 levels of a channel; default 16, which lets a copy be
    /// somewhat recoloured. 255 lets any colour be.
    /// </summary>
    public double MaximumColorDifference { get; init; } = 16;

    /// <summary>
    /// Smallest similarity of the thumbnails, −1 to 1: the mean of their correlation and of that of their details (each pixel less its
    /// surroundings). Default .87: photographs of one kind, such as moles on skin, share the large shapes that the hash sees, and not the
    /// details.
    /// </summary>
    public double MinimumSimilarity { get; init; } = .87;

    /// <summary>
    /// Pairs after which the search ends, at least 1; default 1 million. A data set of equal images has n·(n−1)/2 of them.
    /// </summary>
    public int MaximumPairs { get; init; } = 1_000_000;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(NearDuplicateOptions))
            .Require(MaximumDistance is >= 0 and <= 31, nameof(MaximumDistance), MaximumDistance, "expected 0 to 31 bits")
            .Require(MaximumMeanDifference is >= 0 and <= 255,
                nameof(MaximumMeanDifference), MaximumMeanDifference, "expected 0 to 255")
            .Require(MaximumColorDifference is >= 0 and <= 255,
                nameof(MaximumColorDifference), MaximumColorDifference, "expected 0 to 255")
            .Require(MinimumSimilarity is >= -1 and <= 1, nameof(MinimumSimilarity), MinimumSimilarity, "expected -1 to 1")
            .Require(MaximumPairs >= 1, nameof(MaximumPairs), MaximumPairs, "expected at least 1")
            .ThrowIfAny();
}
