using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>A cell of a comparison that is to be computed, or to be found where it is kept.</summary>
public sealed record PlannedCell
{
    /// <summary>The scenario or data set.</summary>
    public required string Scenario { get; init; }

    /// <summary>The method's name in this comparison; equal settings under two names are one cell.</summary>
    public required string Method { get; init; }

    /// <summary>The classifier that learns, for tables; null where there is one model only.</summary>
    public string? Learner { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The fold, from 0; null where there are no folds.</summary>
    public int? Fold { get; init; }

    /// <summary>Everything that determines the result.</summary>
    public required CellKey Key { get; init; }

    /// <summary>Remarks on the method under this name, which are not kept with the cell. Default none.</summary>
    public IReadOnlyList<CellNote> Notes { get; init; } = [];

    /// <summary>What people call the cell.</summary>
    public string Name => $"{Scenario} {Method}{(Learner is null ? "" : $" {Learner}")} seed {Seed}{(Fold is null ? "" : $" fold {Fold}")}";

    /// <summary>The result under the names of this comparison.</summary>
    /// <param name="result">The result, which may have been computed under another name.</param>
    public ComparisonCell Of(ComparisonCell result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result with { Scenario = Scenario, Method = Method, Classifier = Learner, Seed = (long)Seed, Fold = Fold,
            Notes = [.. Notes, .. result.Notes] };
    }
}
