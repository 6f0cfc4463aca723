using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>What the few-shot methods scored over draws of supports.</summary>
/// <param name="Comparison">Scores of all methods by draw.</param>
/// <param name="Verdict">The first line.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record FewShotResult(ArmComparison Comparison, string Verdict, IReadOnlyList<string> Notes);
