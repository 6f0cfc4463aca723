using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Sampling;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Hierarchical Bayes with partial pooling: target and sources are draws of one population, ln θ_g ~ N(μ, τ²) and ln β_g ~ N(ν, σ²),
/// whose spread is learned. Sampled by the No-U-Turn sampler, groups with few records non-centred; a target without records gets the
/// population's predictive curve.
/// </summary>
public sealed class HierarchicalTransfer : IFragilityStrategy
{
    // Published dispersions of buildings and components lie between 0.2 and 0.8: ±2 deviations around 0.4.
    private static readonly NormalPrior BetaMean = new(Math.Log(0.4), 0.5);

    // Where trajectories diverge at the asked acceptance, the sampler is run again at this one.
    private const double CarefulAcceptance = 0.99;

    /// <inheritdoc/>
    public string Name => "hierarchical";

    /// <inheritdoc/>
    public string Description =>
        "target and sources as draws of one population whose spread is learned (partial pooling, No-U-Turn sampler)";

    /// <inheritdoc/>
    public bool IsControl => false;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var groups = new List<HierarchicalGroup> { HierarchicalGroup.From(problem.Target, options.Form) };
        var summaries = new List<SourceSummary>();
        foreach (var source in problem.Sources)
        {
            if (source.Records is { } records && !HierarchicalGroup.IsWellKnown(source.Curve))
                groups.Add(HierarchicalGroup.From(records, options.Form));
            else summaries.Add(new SourceSummary(source.Curve));
        }

        var middle = new NormalPrior(Centre(problem), 2);
        var prior = new HierarchicalPrior(middle, BetaMean, options.GroupMedianScale, options.GroupBetaScale);
        var model = new HierarchicalModel(groups, summaries, prior);
        var start = new double[model.Size];
        (start[1], start[3]) = (Math.Log(options.GroupMedianScale / 2), Math.Log(options.GroupBetaScale / 2));
        Func<double[], double>[] quantities = [d => model.LogMedian(d, 0), d => model.LogBeta(d, 0)];
        var sample = NoUTurnSampler.Run(model, start, options.Sampler, options.Seed, quantities, cancellationToken);
        if (sample.Divergences > 0 && options.Sampler.TargetAcceptance < CarefulAcceptance)
        {
            // Steps too long for the narrow parts diverge: shorter ones go through them, at a price that few posteriors need to pay.
            var careful = options.Sampler with { TargetAcceptance = CarefulAcceptance };
            sample = NoUTurnSampler.Run(model, start, careful, options.Seed, quantities, cancellationToken);
        }

        return Fit(model, sample, options);
    }

    private static StrategyFit Fit(HierarchicalModel model, PosteriorSample sample, TransferOptions options)
    {
        double[][] draws = [.. sample.Chains.SelectMany(c => c)];
        var curve = new PosteriorCurve([.. draws.Select(d => model.LogMedian(d, 0))],
            [.. draws.Select(d => model.LogBeta(d, 0))], options.Form);
        var (worst, least) = (sample.RHats.Max(), sample.EffectiveSizes.Min());
        var notes = new List<string>();
        if (!NoUTurnSampler.IsEnough(sample, options.Sampler))
            notes.Add(
                $"sampling fell short: R-hat up to {worst:0.000}, effective size from {least:0}; expected below "
                    + $"{options.Sampler.MaximumRHat} and above {options.Sampler.MinimumEffectiveSize}. Allow more draws");
        if (sample.Divergences > 0)
            notes.Add(
                $"{sample.Divergences} of {draws.Length} trajectories diverged: the posterior's narrow parts may be under-sampled. Raise "
                    + $"the target acceptance");
        return new StrategyFit(curve, notes)
        {
            Figures = new Dictionary<string, double>
            {
                ["max_r_hat"] = worst, ["min_effective_size"] = least, ["draws"] = draws.Length, ["divergences"] = sample.Divergences,
                ["group_deviation"] = draws.Average(d => Math.Exp(d[1])), ["group_beta_deviation"] = draws.Average(d => Math.Exp(d[3])),
            },
        };
    }

    /// <summary>
    /// The middle of what intensities were looked at: it depends on no outcome. Of curves alone, the mean of their medians.
    /// </summary>
    private static double Centre(TransferProblem problem)
    {
        double[] logs = [.. problem.Sources.Select(s => s.Records).OfType<FragilityRecords>().Append(problem.Target)
            .SelectMany(r => r.Intensities).Select(x => Math.Log(x))];
        return logs.Length > 0 ? (logs.Min() + logs.Max()) / 2 : problem.Sources.Average(s => Math.Log(s.Curve.Median));
    }
}
