namespace Counterpoise.Statistics;

/// <summary>How bootstrap draws become an interval.</summary>
public enum BootstrapMethod
{
    /// <summary>The central quantiles of the draws.</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated (BCa): quantiles shifted by the bias and skewness of the statistic.</summary>
    BiasCorrectedAccelerated,
}
