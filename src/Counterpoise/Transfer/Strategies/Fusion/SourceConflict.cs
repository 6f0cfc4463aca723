using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Whether the target's records contradict a source: the prior predictive p of the target's number of failures.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="PriorPredictive">p under the source's curve with its uncertainty and the transfer's prior widths: below 0.01 the source
/// does not belong to the target even so.</param>
/// <param name="SameCurve">p under the source's curve with its own uncertainty alone: small where target and source differ, which priors
/// are there for, and instance weighting is not.</param>
/// <remarks>Reference: Evans and Moshonov, "Checking for prior-data conflict", Bayesian Analysis 2006, doi:10.1214/06-BA129.</remarks>
public sealed record SourceConflict(string Source, double PriorPredictive, double SameCurve)
{
    private const int Replicates = 2000;

    /// <summary>Computes both p for each source: two-sided, of 2000 drawn counts each.</summary>
    /// <param name="problem">Target and sources.</param>
    /// <param name="options">Prior widths and seed.</param>
    public static IReadOnlyList<SourceConflict> Compute(TransferProblem problem, TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        return [.. problem.Sources.Select((s, i) => new SourceConflict(s.Name,
            P(s.Curve, problem.Target, options.MedianDeviation, options.BetaDeviation,
                new RandomStream(options.Seed, "conflict", (ulong)i, 0)),
            P(s.Curve, problem.Target, 0, 0, new RandomStream(options.Seed, "conflict", (ulong)i, 1))))];
    }

    private static double P(ParametricCurve source, FragilityRecords target, double medianDeviation, double betaDeviation,
        RandomStream random)
    {
        if (target.Count == 0) return 1;
        var seen = target.FailureCount;
        var (atMost, atLeast) = (1, 1);
        for (var r = 0; r < Replicates; r++)
        {
            var curve = CurveDraw.From(source, random, medianDeviation, betaDeviation);
            var drawn = 0;
            for (var i = 0; i < target.Count; i++) drawn += CurveDraw.Binomial(random, target.Trials[i],
                curve.Probability(target.Intensities[i]));
            if (drawn <= seen) atMost++;
            if (drawn >= seen) atLeast++;
        }

        return Math.Min(1, 2.0 * Math.Min(atMost, atLeast) / (Replicates + 1));
    }
}
