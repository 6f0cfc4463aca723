using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>Something that happened while an experiment ran.</summary>
/// <param name="Kind">What.</param>
/// <param name="Cell">The cell that it happened to; null where all that are left wait for other processes.</param>
/// <param name="Result">The cell's result; null where it has none yet.</param>
/// <param name="Finished">Cells with a result.</param>
/// <param name="Total">All cells.</param>
public sealed record ExperimentEvent(ExperimentEventKind Kind, PlannedCell? Cell, ComparisonCell? Result, int Finished, int Total);
