using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Priors of a target's ln θ and ln β from its sources.</summary>
/// <param name="Median">Prior of ln θ.</param>
/// <param name="Beta">Prior of ln β.</param>
public sealed record SourcePrior(NormalPrior Median, NormalPrior Beta)
{
    // Sources that happen to agree must not make a prior that no record can move.
    private const double Narrowest = 0.1;

    /// <summary>Priors centred on the closest source, or on the mean of all, with the options' widths.</summary>
    /// <param name="problem">Target and sources.</param>
    /// <param name="options">The widths.</param>
    public static SourcePrior Fixed(TransferProblem problem, TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        FragilitySource[] centre = problem.ClosestSource is { } closest ? [closest] : [.. problem.Sources];
        return new SourcePrior(new NormalPrior(centre.Average(s => Math.Log(s.Curve.Median)), options.MedianDeviation),
            new NormalPrior(centre.Average(s => Math.Log(s.Curve.Beta)), options.BetaDeviation));
    }

    /// <summary>
    /// Priors whose centres and widths are learned from how the sources differ among themselves; widths are at least 0.1.
    /// </summary>
    /// <param name="problem">Target and at least two sources.</param>
    /// <exception cref="StrategyRefusedException">There is one source only.</exception>
    public static SourcePrior Learned(TransferProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Sources.Count < 2)
            throw new StrategyRefusedException(
                $"prior widths are learned from how sources differ, and there is one only ({problem.Sources[0].Name}): give fixed "
                    + $"widths, or further sources");
        var median = SourceSpread.Compute([.. problem.Sources.Select(s => Math.Log(s.Curve.Median))],
            [.. problem.Sources.Select(s => s.Curve.Covariance?.Median ?? 0)]);
        var beta = SourceSpread.Compute([.. problem.Sources.Select(s => Math.Log(s.Curve.Beta))],
            [.. problem.Sources.Select(s => s.Curve.Covariance?.Dispersion ?? 0)]);
        return new SourcePrior(new NormalPrior(median.Mean, Math.Max(median.Predictive, Narrowest)),
            new NormalPrior(beta.Mean, Math.Max(beta.Predictive, Narrowest)));
    }

    internal FragilityFitOptions AsOptions(FragilityForm form) =>
        new() { Form = form, Estimator = FragilityEstimator.MaximumAPosteriori, MedianPrior = Median, BetaPrior = Beta };
}
