using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>How a fragility curve is fitted.</summary>
public sealed record FragilityFitOptions
{
    /// <summary>The shape of the curve. Default lognormal.</summary>
    public FragilityForm Form { get; init; } = FragilityForm.Lognormal;

    /// <summary>The estimator. Default maximum likelihood.</summary>
    public FragilityEstimator Estimator { get; init; } = FragilityEstimator.MaximumLikelihood;

    /// <summary>Prior of ln θ, for <see cref="FragilityEstimator.MaximumAPosteriori"/> only. Default none.</summary>
    public NormalPrior? MedianPrior { get; init; }

    /// <summary>Prior of ln β, for <see cref="FragilityEstimator.MaximumAPosteriori"/> only. Default none.</summary>
    public NormalPrior? BetaPrior { get; init; }

    /// <summary>How the covariance is found. Default observed information.</summary>
    public CovarianceKind Covariance { get; init; } = CovarianceKind.Observed;

    /// <summary>
    /// Whether a sandwich of G units and p parameters is made wider for few units: by G/(G−p), or over events by
    /// G/(G−1) · (n−1)/(n−p) with n records. Default true.
    /// </summary>
    public bool SmallSampleFactor { get; init; } = true;

    /// <summary>
    /// Lowest β that is accepted, above 0. Default 0.05: below it a curve is a step that no record supports. A fit that meets it is
    /// flagged.
    /// </summary>
    public double MinimumBeta { get; init; } = 0.05;

    /// <summary>
    /// Highest β that is accepted. Default 5: such a curve hardly depends on the intensity. A fit that meets it is flagged.
    /// </summary>
    public double MaximumBeta { get; init; } = 5;

    /// <summary>
    /// Weight of a failure against a survival, above 0. Default 1, for weights move θ. Another weight is taken back by the prior
    /// correction ln θ' = ln θ + β ln w, which is exact for the log-logistic form alone, and needs a sandwich covariance.
    /// </summary>
    public double FailureWeight { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate()
    {
        var posterior = Estimator == FragilityEstimator.MaximumAPosteriori;
        var (minimumBetaSetting, maximumBetaSetting, estimatorSetting, medianPriorSetting, betaPriorSetting, failureWeightSetting,
            formSetting, covarianceSetting) = (
            new SettingPart(nameof(MinimumBeta)),
            new SettingPart(nameof(MaximumBeta)),
            new SettingPart(nameof(Estimator)),
            new SettingPart(nameof(MedianPrior)),
            new SettingPart(nameof(BetaPrior)),
            new SettingPart(nameof(FailureWeight)),
            new SettingPart(nameof(Form)),
            new SettingPart(nameof(Covariance)));
        new OptionsCheck(nameof(FragilityFitOptions))
            .Require(MinimumBeta > 0 && MinimumBeta < MaximumBeta && double.IsFinite(MaximumBeta),
                $"{minimumBetaSetting} is {MinimumBeta} and {maximumBetaSetting} {MaximumBeta}; expected 0 < minimum < maximum")
            .Require(FailureWeight > 0 && double.IsFinite(FailureWeight),
                nameof(FailureWeight), FailureWeight, "expected a finite number above 0")
            .Require(!posterior || (MedianPrior is { IsValid: true } && BetaPrior is { IsValid: true }),
                $"{estimatorSetting} asks for priors; expected {medianPriorSetting} and {betaPriorSetting} with a finite mean and a "
                    + $"deviation above 0")
            .Require(posterior || (MedianPrior is null && BetaPrior is null),
                $"{medianPriorSetting} or {betaPriorSetting} is given; expected none unless {estimatorSetting} is "
                    + $"{nameof(FragilityEstimator.MaximumAPosteriori)}")
            .Require(FailureWeight == 1 || Form == FragilityForm.LogLogistic,
                $"{failureWeightSetting} is {FailureWeight} with {formSetting} {Form}; expected 1, or the log-logistic form, whose "
                    + $"probabilities alone can be corrected exactly")
            .Require(FailureWeight == 1 || Covariance is CovarianceKind.Sandwich or CovarianceKind.ClusterRobust,
                $"{failureWeightSetting} is {FailureWeight} with {covarianceSetting} {Covariance}; expected a sandwich, for weighted "
                    + $"records tell no information")
            .Require(FailureWeight == 1 || Estimator == FragilityEstimator.MaximumLikelihood,
                $"{failureWeightSetting} is {FailureWeight} with {estimatorSetting} {Estimator}; expected 1, or maximum likelihood")
            .ThrowIfAny();
    }
}
