using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>What the models of one fit say: of the test rows, and of the training rows by inner folds.</summary>
internal sealed record FoldScores
{
    /// <summary>Row-major test rows × C; null where the fit could not be made.</summary>
    public double[]? Test { get; init; }

    /// <summary>The inner folds, without those whose rows could not be learned from.</summary>
    public IReadOnlyList<InnerScores> Inner { get; init; } = [];

    /// <summary>What was changed or refused.</summary>
    public required IReadOnlyList<CellNote> Notes { get; init; }
}
