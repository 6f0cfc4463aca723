using Counterpoise.Comparisons;
using Counterpoise.Experiments;

namespace Counterpoise.Workflows.Tables;

/// <summary>What a comparison on tables gave.</summary>
/// <param name="Comparison">Cells, scenarios, methods and paired differences, as in comparison.json.</param>
/// <param name="Repeated">Data sets with test rows that equal a training row.</param>
public sealed record TableComparisonResult(Comparison Comparison, IReadOnlyList<RepeatedRows> Repeated);
