namespace Counterpoise.Comparisons;

/// <summary>What a comparison says, in plain words: whether the method in question helps, by how much, how sure that is, and at what price.</summary>
public sealed record Verdict
{
    /// <summary>The answer in one word.</summary>
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>Whether intervals alone say so: Wilcoxon's test, after Holm's correction, confirms it neither in a scenario nor over all together.</summary>
    public bool IsTentative { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>How much, how sure, against which controls, at what price; one sentence or two each.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>Reads the verdict from the differences of a comparison, which are computed where it holds none.</summary>
    /// <param name="comparison">The comparison.</param>
    public static Verdict Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var complete = comparison.Differences.Count > 0 ? comparison : comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        return complete.Task == TaskKind.Tables ? TableVerdict.Of(complete) : new ImageVerdict(complete).Write();
    }
}
