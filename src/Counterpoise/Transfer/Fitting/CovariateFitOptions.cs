using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>How a curve with covariates is fitted.</summary>
public sealed record CovariateFitOptions
{
    /// <summary>Probit (lognormal), logit (log-logistic) or complementary log-log (Weibull). Default lognormal.</summary>
    public FragilityForm Form { get; init; } = FragilityForm.Lognormal;

    /// <summary>The estimator. Default maximum likelihood.</summary>
    public FragilityEstimator Estimator { get; init; } = FragilityEstimator.MaximumLikelihood;

    /// <summary>
    /// Priors of the coefficients, the intercept's first, for <see cref="FragilityEstimator.MaximumAPosteriori"/> only; null leaves one
    /// free. Default none.
    /// </summary>
    public IReadOnlyList<NormalPrior?>? Priors { get; init; }

    /// <summary>How the covariance is found. Default observed information.</summary>
    public CovarianceKind Covariance { get; init; } = CovarianceKind.Observed;

    /// <summary>
    /// Whether a sandwich is made wider for few units, as in <see cref="FragilityFitOptions.SmallSampleFactor"/>. Default true.
    /// </summary>
    public bool SmallSampleFactor { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate()
    {
        var posterior = Estimator == FragilityEstimator.MaximumAPosteriori;
        new OptionsCheck(nameof(CovariateFitOptions))
            .Require(posterior == (Priors is not null),
                $"{nameof(Estimator)} is {Estimator} and {nameof(Priors)} {(Priors is null ? "none" : "given")}; expected both for "
                    + $"maximum a posteriori, else neither")
            .Require(Priors is null || Priors.All(p => p is null or { IsValid: true }),
                $"{new SettingPart(nameof(Priors))} has a mean that is not finite or a deviation that is not above 0")
            .ThrowIfAny();
    }
}
