using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Instance-based transfer: the sources' records count as much as they resemble the target's in intensity (density ratio of a domain
/// classifier), and are fitted together with the target's own. It mends a shift of intensities, not of fragility: where the same
/// intensity breaks more structures in the target, its curve is drawn to the sources'.
/// </summary>
public sealed class InstanceTransfer : IFragilityStrategy
{
    private const double MinimumShare = 0.05;

    /// <inheritdoc/>
    public string Name => "instance";

    /// <inheritdoc/>
    public string Description =>
        "the sources' records, weighted by how much they resemble the target's in intensity, together with the target's own";

    /// <inheritdoc/>
    public bool IsControl => false;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var target = problem.Target;
        FragilityRecords[] sources = [.. problem.Sources.Select(s => s.Records).OfType<FragilityRecords>()];
        if (sources.Length == 0)
            throw new StrategyRefusedException(
                "no source has records, and weights are of records: give some, or take another strategy");
        if (target.Count == 0) throw new StrategyRefusedException($"{target.Name} has no record that the sources' could resemble");
        double[] intensities = [.. sources.SelectMany(s => s.Intensities)];
        int[] trials = [.. sources.SelectMany(s => s.Trials)], failures = [.. sources.SelectMany(s => s.Failures)];
        var ratios = DomainClassifier.DensityRatios(Logs(intensities), AsDoubles(trials), Logs(target.Intensities),
            AsDoubles(target.Trials));
        var weights = InstanceWeights.FromRatios(ratios, options.MaximumRatio, options.Flattening);
        var effective = InstanceWeights.EffectiveSize(weights, trials);
        var least = Math.Max(options.MinimumEffectiveSize, MinimumShare * trials.Sum());
        if (effective < least)
        {
            throw new StrategyRefusedException(
                $"the weighted sources are worth {effective:0.0} of their {trials.Sum()} structures; expected at least {least:0}: " +
                "their intensities hardly overlap the target's. Flatten the weights, or take another strategy");
        }

        var joined = new FragilityRecords(target.Name, [.. intensities, .. target.Intensities], [.. trials, .. target.Trials],
            [.. failures, .. target.Failures]);
        var fit = Weighted(joined, [.. weights, .. Enumerable.Repeat(1.0, target.Count)], options.Form);
        return new StrategyFit(fit.Curve, [.. fit.Notes.Select(n => n.Text)])
        {
            Figures = new Dictionary<string, double> { ["effective_size"] = effective, ["source_structures"] = trials.Sum() },
        };
    }

    private static FragilityFit Weighted(FragilityRecords joined, double[] weights, FragilityForm form)
    {
        var bothOutcomes = joined.FailureCount > 0 && joined.FailureCount < joined.TrialCount;
        if (!bothOutcomes)
            throw new StrategyRefusedException(
                $"sources and target together hold {joined.FailureCount} failures of {joined.TrialCount}: there is no curve to be "
                    + $"learned from them");
        return FragilityFit.Compute(joined, new FragilityFitOptions { Form = form, Covariance = joined.Count > 2 ? CovarianceKind.Sandwich
            : CovarianceKind.Observed }, weights);
    }

    private static DenseMatrix Logs(double[] intensities) => new(intensities.Length, 1, Array.ConvertAll(intensities, Math.Log));

    private static double[] AsDoubles(int[] counts) => Array.ConvertAll(counts, c => (double)c);
}
