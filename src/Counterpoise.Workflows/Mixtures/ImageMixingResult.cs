using Counterpoise.Vision.Mixtures;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Mixtures;

/// <summary>What a comparison of a mixture with its controls found.</summary>
/// <param name="Comparison">Scores of all arms by seed.</param>
/// <param name="Diagnoses">What the gate did on the test split, by seed.</param>
/// <param name="Warnings">What a reader must know, each once.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="Verdict">The first line: whether the mixture beat its cheap controls.</param>
public sealed record ImageMixingResult(ArmComparison Comparison, IReadOnlyList<MixtureDiagnosis> Diagnoses, IReadOnlyList<string> Warnings,
    IReadOnlyList<string> ClassNames, string Verdict);
