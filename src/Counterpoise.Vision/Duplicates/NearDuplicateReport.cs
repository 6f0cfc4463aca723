using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Duplicates;

/// <summary>The near-duplicates of a data set.</summary>
/// <param name="Pairs">All pairs, ordered by their indices.</param>
/// <param name="AcrossSplits">The pairs whose images lie in different splits: leaks.</param>
/// <param name="AcrossGroups">The pairs whose images name different groups, or of which one names none, in a data set with groups: a split
/// by group can separate them.</param>
/// <param name="LabelConflicts">The pairs whose images have different labels.</param>
/// <param name="IsComplete">Whether all pairs are listed; false where <see cref="NearDuplicateOptions.MaximumPairs"/> ended the
/// search.</param>
/// <param name="Unreadable">Images that could not be read and so were not compared.</param>
public sealed record NearDuplicateReport(
    IReadOnlyList<NearDuplicatePair> Pairs,
    IReadOnlyList<NearDuplicatePair> AcrossSplits,
    IReadOnlyList<NearDuplicatePair> AcrossGroups,
    IReadOnlyList<NearDuplicatePair> LabelConflicts,
    bool IsComplete,
    IReadOnlyList<UnreadableImage> Unreadable)
{
    /// <summary>
    /// From so many pairs per image on, pictures of one kind are a better explanation than copies: photographs have one or two pairs per
    /// 100, clothes of 28 pixels 50.
    /// </summary>
    private const double ByNature = 0.05;

    /// <summary>
    /// Whether so many of some images look the same without being copies that they are rather of one kind, such as small gray pictures of
    /// clothes.
    /// </summary>
    /// <param name="pairs">Pairs among the images.</param>
    /// <param name="images">Number of images.</param>
    public static bool AreOfOneKind(IReadOnlyList<NearDuplicatePair> pairs, int images)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return pairs.Count(pair => !pair.IsExact) > ByNature * images;
    }
}
