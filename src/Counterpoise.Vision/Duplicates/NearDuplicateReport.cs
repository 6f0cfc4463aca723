using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Duplicates;

/// <summary>The near-duplicates of a data set.</summary>
/// <param name="Pairs">All pairs, ordered by their indices.</param>
/// <param name="AcrossParts">The pairs whose images lie in different parts of the split: leaks.</param>
/// <param name="AcrossGroups">The pairs whose images name different groups, or of which one names none, in a data set with groups: a split by group can part them.</param>
/// <param name="LabelConflicts">The pairs whose images have different labels.</param>
/// <param name="IsComplete">Whether all pairs are listed; false where <see cref="NearDuplicateOptions.MaximumPairs"/> ended the search.</param>
/// <param name="Unreadable">Images that could not be read and so were not compared.</param>
public sealed record NearDuplicateReport(
    IReadOnlyList<NearDuplicatePair> Pairs,
    IReadOnlyList<NearDuplicatePair> AcrossParts,
    IReadOnlyList<NearDuplicatePair> AcrossGroups,
    IReadOnlyList<NearDuplicatePair> LabelConflicts,
    bool IsComplete,
    IReadOnlyList<UnreadableImage> Unreadable);
