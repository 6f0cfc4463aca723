using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>
/// What a comparison says, in plain words: what to take, whether any method beats the cheap controls, by how much and how sure that is.
/// </summary>
public sealed record Verdict
{
    /// <summary>The answer in one word: of the pipeline's classifier on tables, over all scenarios on images.</summary>
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>The answer in one short sentence, the strongest rival first; on tables after the pipeline to take.</summary>
    public required string Headline { get; init; }

    /// <summary>What it rests on; one sentence or two each.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>The numbers behind the words.</summary>
    public required Judgement Judgement { get; init; }

    /// <summary>Judges a comparison and words the result.</summary>
    /// <param name="comparison">The comparison; differences that it does not hold are computed.</param>
    public static Verdict Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var complete = comparison.Differences.Count > 0 ? comparison
            : comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        return new VerdictText(complete, Judgement.Of(complete)).Write();
    }
}
