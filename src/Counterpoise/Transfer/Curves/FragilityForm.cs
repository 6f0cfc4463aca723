namespace Counterpoise.Transfer.Curves;

/// <summary>
/// The shape of a fragility curve P(failure | intensity) = F(ln(intensity / θ) / β). In every form θ is the median: the intensity
/// at which half of the structures fail.
/// </summary>
public enum FragilityForm
{
    /// <summary>F is the standard normal distribution: the engineering standard. β is the standard deviation of ln(capacity).</summary>
    Lognormal,

    /// <summary>F(z) = 1 / (1 + e^−z), the logit curve in ln(intensity). The standard deviation of ln(capacity) is β·π/√3.</summary>
    LogLogistic,

    /// <summary>
    /// F(z) = 1 − exp(−ln 2 · e^z), a Weibull distribution of the capacity with shape 1/β. The standard deviation of ln(capacity) is
    /// β·π/√6.
    /// </summary>
    Weibull,
}
