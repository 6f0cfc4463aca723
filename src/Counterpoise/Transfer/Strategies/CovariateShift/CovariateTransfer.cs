using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Transfer in the covariate form, P = F(a + bᵀz), from one source with records: direct, target-only, instance weighting, and
/// parameter-based with coefficients ~ N(source's, deviation²). Features are to be on scales near 1.
/// </summary>
public static class CovariateTransfer
{
    /// <summary>Names of the ways, controls first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["direct", "target-only", "instance", "parameter"];

    /// <summary>Fits the target's probabilities.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="source">The source's records.</param>
    /// <param name="target">The target's records, with the same features.</param>
    /// <param name="coefficientDeviation">Prior standard deviation of each coefficient around the source's, above 0.</param>
    /// <param name="options">Form, clipping and flattening of weights, and least effective size.</param>
    /// <exception cref="ArgumentException">The name is none, or the features differ.</exception>
    /// <exception cref="StrategyRefusedException">The weighted source rows are worth too few.</exception>
    public static CovariateFit Fit(string name, CovariateRecords source, CovariateRecords target, double coefficientDeviation = 0.5,
        TransferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        CurveCheck.Positive(coefficientDeviation, nameof(coefficientDeviation));
        options ??= new TransferOptions();
        options.Validate();
        if (!source.FeatureNames.SequenceEqual(target.FeatureNames))
            throw new ArgumentException(
                $"the source has the features {string.Join(", ", source.FeatureNames)}, the target "
                    + $"{string.Join(", ", target.FeatureNames)}; expected the same in the same order", nameof(target));
        return name switch
        {
            "direct" => FitAnyhow(source, options.Form),
            "target-only" => FitAnyhow(target, options.Form),
            "instance" => Weighted(source, target, options),
            "parameter" => Posterior(source, target, coefficientDeviation, options.Form),
            _ => throw new ArgumentException($"there is no covariate strategy '{name}'; there are {string.Join(", ", Names)}",
                nameof(name)),
        };
    }

    /// <summary>Maximum likelihood, or Firth's estimate where the likelihood has no maximum.</summary>
    internal static CovariateFit FitAnyhow(CovariateRecords records, FragilityForm form)
    {
        try
        {
            return CovariateFit.Compute(records, new CovariateFitOptions { Form = form });
        }
        catch (ArgumentException)
        {
            return CovariateFit.Compute(records, new CovariateFitOptions { Form = form, Estimator = FragilityEstimator.Firth });
        }
    }

    private static CovariateFit Posterior(CovariateRecords source, CovariateRecords target, double deviation, FragilityForm form)
    {
        NormalPrior?[] priors = [.. FitAnyhow(source, form).Coefficients.Select(c => new NormalPrior(c, deviation))];
        return CovariateFit.Compute(target, new CovariateFitOptions { Form = form, Estimator = FragilityEstimator.MaximumAPosteriori,
            Priors = priors });
    }

    private static CovariateFit Weighted(CovariateRecords source, CovariateRecords target, TransferOptions options)
    {
        double[] AsDoubles(int[] counts) => Array.ConvertAll(counts, c => (double)c);
        var ratios = DomainClassifier.DensityRatios(source.Features, AsDoubles(source.Trials), target.Features, AsDoubles(target.Trials));
        var weights = InstanceWeights.FromRatios(ratios, options.MaximumRatio, options.Flattening);
        var (effective, least) = (InstanceWeights.EffectiveSize(weights, source.Trials),
            Math.Max(options.MinimumEffectiveSize, 0.05 * source.Trials.Sum()));
        if (effective < least)
            throw new StrategyRefusedException(
                $"the weighted source is worth {effective:0.0} of its {source.Trials.Sum()} rows; expected at least {least:0}: its "
                    + $"features hardly overlap the target's");
        var joined = new CovariateRecords(target.Name, new Numerics.DenseMatrix(source.Count + target.Count, source.Features.Columns,
            [.. source.Features.Data, .. target.Features.Data]),
            source.FeatureNames, [.. source.Trials, .. target.Trials], [.. source.Failures, .. target.Failures]);
        double[] all = [.. weights, .. Enumerable.Repeat(1.0, target.Count)];
        return CovariateFit.Compute(joined, new CovariateFitOptions { Form = options.Form, Covariance = CovarianceKind.Sandwich }, all);
    }
}
