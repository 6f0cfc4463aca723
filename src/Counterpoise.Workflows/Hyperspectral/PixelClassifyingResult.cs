using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>What the experiment found.</summary>
/// <param name="Comparison">Scores of all arms by seed.</param>
/// <param name="Verdict">The first line.</param>
/// <param name="IsSynthetic">Whether the patches were generated.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record PixelClassifyingResult(ArmComparison Comparison, string Verdict, bool IsSynthetic, IReadOnlyList<string> Notes);
