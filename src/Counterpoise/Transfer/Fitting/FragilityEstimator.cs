namespace Counterpoise.Transfer.Fitting;

/// <summary>How a curve is estimated.</summary>
public enum FragilityEstimator
{
    /// <summary>The greatest likelihood. Refused where there is no failure or nothing but failures, for it then has no maximum.</summary>
    MaximumLikelihood,

    /// <summary>
    /// The likelihood times √det of the expected information (Jeffreys' prior; for the logit form this is Firth's estimate). Finite
    /// without failures and under separation, and less biased where failures are few.
    /// </summary>
    Firth,

    /// <summary>The greatest posterior density under normal priors of ln θ and ln β.</summary>
    MaximumAPosteriori,
}
