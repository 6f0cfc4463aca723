using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>Work that is done once for all cells that rest on it, such as one training under several decisions.</summary>
/// <param name="Key">Everything that determines the work: one process at a time does it.</param>
/// <param name="Cells">The cells that rest on it.</param>
/// <param name="Compute">Computes those of the cells that are asked for, each once under its key's hash.</param>
public sealed record PlannedFit(
    CellKey Key, IReadOnlyList<PlannedCell> Cells, Func<IReadOnlyList<PlannedCell>, CancellationToken,
        IReadOnlyList<ComparisonCell>> Compute);
