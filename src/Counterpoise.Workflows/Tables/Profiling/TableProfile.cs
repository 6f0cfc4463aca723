using Counterpoise.Augmentation;
using Counterpoise.Data;
using Counterpoise.Profiles;

namespace Counterpoise.Workflows.Tables;

/// <summary>What is known of a table before anything is learned from it.</summary>
/// <param name="Read">The table, and what reading it found.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Overlap">Measures of overlap; null where they were not taken.</param>
public sealed record TableProfile(TableReadResult Read, ClassProfile Classes, OverlapProfile? Overlap)
{
    /// <summary>Columns that name rows or subjects, or give the class away.</summary>
    public IReadOnlyList<SuspectColumn> Suspects { get; init; } = [];

    /// <summary>Values that may mean missing.</summary>
    public IReadOnlyList<SentinelColumn> Sentinels { get; init; } = [];

    /// <summary>The prior of each class by the weights of its rows; null where rows have none.</summary>
    public IReadOnlyDictionary<string, double>? WeightShares { get; init; }

    /// <summary>What to do and what not to, with the evidence.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];

    /// <summary>Whether synthetic rows would help; null where it was not measured.</summary>
    public AugmentationReport? Augmentation { get; init; }

    /// <summary>What a reader must know of the measures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
