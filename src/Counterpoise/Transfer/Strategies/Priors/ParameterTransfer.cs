using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Parameter-based transfer: the posterior mode of the target's θ and β under ln θ ~ N(ln θ_S, s_θ²) and ln β ~ N(ln β_S, s_β²), with
/// the normal approximation of the posterior for bands. As the target's records grow it becomes the target's own fit; as the widths
/// shrink, the source's.
/// </summary>
public sealed class ParameterTransfer : IFragilityStrategy
{
    private static readonly double[] Widths = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5];

    /// <inheritdoc/>
    public string Name => "parameter";

    /// <inheritdoc/>
    public string Description => "the target's records with normal priors of ln θ and ln β around the sources (posterior mode)";

    /// <inheritdoc/>
    public bool IsControl => false;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var prior = options.Width switch
        {
            PriorWidth.Learned => SourcePrior.Learned(problem),
            PriorWidth.LeaveOneOut => ByLeaveOneOut(problem, options),
            _ => SourcePrior.Fixed(problem, options),
        };
        var figures = new Dictionary<string, double>
        {
            ["prior_median"] = Math.Exp(prior.Median.Mean), ["prior_median_deviation"] = prior.Median.Deviation,
            ["prior_beta"] = Math.Exp(prior.Beta.Mean), ["prior_beta_deviation"] = prior.Beta.Deviation,
        };
        if (problem.Target.Count == 0)
        {
            var covariance = new LogCovariance(prior.Median.Deviation * prior.Median.Deviation, 0,
                prior.Beta.Deviation * prior.Beta.Deviation);
            var curve = new ParametricCurve(Math.Exp(prior.Median.Mean), Math.Exp(prior.Beta.Mean), options.Form, covariance);
            return new StrategyFit(curve, [$"{problem.Target.Name} has no record of its own: the curve is the prior"]) { Figures =
                figures };
        }

        var fit = FragilityFit.Compute(problem.Target, prior.AsOptions(options.Form));
        return new StrategyFit(fit.Curve, [.. fit.Notes.Select(n => n.Text)]) { Figures = figures };
    }

    private static SourcePrior ByLeaveOneOut(TransferProblem problem, TransferOptions options)
    {
        var (target, _) = problem.Target.PerStructure();
        if (target.FailureCount == 0 || target.FailureCount == target.Count)
            throw new StrategyRefusedException(
                $"{problem.Target.Name} has {target.FailureCount} failures among {target.Count}: leave-one-out needs both outcomes to "
                    + $"choose a width; take a fixed or a learned one");
        var fixedPrior = SourcePrior.Fixed(problem, options);
        return Widths.Select(w => fixedPrior with { Median = fixedPrior.Median with { Deviation = w } })
            .MinBy(p => LeaveOneOut(target, p.AsOptions(options.Form)))!;
    }

    private static double LeaveOneOut(FragilityRecords target, FragilityFitOptions options) => Enumerable.Range(0, target.Count).Sum(left =>
        CurveScore.LogLoss(FragilityFit.Compute(target.Select([.. Enumerable.Range(0, target.Count).Where(i => i != left)]),
            options).Curve, target.Select(left)));
}
