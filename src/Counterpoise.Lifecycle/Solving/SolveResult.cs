using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>What a search found, and what searching so is worth.</summary>
public sealed record SolveResult
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// The pipeline to take: the best of the search on all rows where the verdict is that searching helps, else the baseline.
    /// </summary>
    public required SolveCandidate Chosen { get; init; }

    /// <summary>The best pipeline of the search on all rows.</summary>
    public required SolveCandidate Best { get; init; }

    /// <summary>The baseline.</summary>
    public required SolveCandidate Reference { get; init; }

    /// <summary>Whether the search beats the baseline, by <see cref="VerdictRule"/> over the outer folds.</summary>
    public required VerdictOutcome Verdict { get; init; }

    /// <summary>What searching so is worth on rows that had no part in it: the mean over the outer folds.</summary>
    public required double Value { get; init; }

    /// <summary>What the baseline is worth on the same rows.</summary>
    public required double Baseline { get; init; }

    /// <summary>Mean gain over the baseline with its 95% interval, corrected for the rows that folds share (Nadeau and Bengio).</summary>
    public required Interval Gain { get; init; }

    /// <summary>The outer folds.</summary>
    public required IReadOnlyList<SolveFold> Folds { get; init; }

    /// <summary>The trials of the search on all rows, the best first.</summary>
    public required IReadOnlyList<SolveTrial> Leaderboard { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence
    {
        get
        {
            var figures = string.Create(CultureInfo.InvariantCulture,
                $"{Value:0.000} against {Baseline:0.000}, gain {Value - Baseline:+0.000;-0.000} ({Gain.Lower:0.000} to "
                    + $"{Gain.Upper:0.000})");
            var reference = $"{Reference.Classifier} with a tuned threshold";
            return Verdict switch
            {
                VerdictOutcome.Helps => $"the search beats {reference}: {figures}",
                VerdictOutcome.Harms => $"the search is worse than {reference}, which is taken: {figures}",
                VerdictOutcome.Undecided when Folds.Count < PairedDifference.FewestPairs => $"undecided: {Folds.Count} outer folds are too "
                    + $"few for a claim, which needs {PairedDifference.FewestPairs}; {reference} is taken: {figures}",
                _ => $"no gain over {reference} is shown, which is taken: {figures}",
            };
        }
    }
}
