using Counterpoise.Transfer.Fitting;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Where the population's mean lies given the spread τ, from a normal prior and the sources' estimates y_i ~ N(mean, v_i + τ²):
/// N(centre(τ), scale(τ)²). As a change of variables, mean = centre + scale · u, it takes the funnel out of the posterior that few
/// sources of small error leave, and approximates nothing.
/// </summary>
internal sealed class PopulationMean(double[] values, double[] variances, NormalPrior prior)
{
    /// <summary>Centre and scale with their derivatives by ln τ.</summary>
    public (double Centre, double Scale, double CentreSlope, double ScaleSlope) At(double tau)
    {
        var (precision, sum, precisionSlope, sumSlope) = (prior.Precision, prior.Mean * prior.Precision, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var w = 1 / (variances[i] + (tau * tau));
            var slope = -2 * tau * tau * w * w;
            (precision, sum) = (precision + w, sum + (w * values[i]));
            (precisionSlope, sumSlope) = (precisionSlope + slope, sumSlope + (slope * values[i]));
        }

        var (centre, scale) = (sum / precision, 1 / Math.Sqrt(precision));
        return (centre, scale, (sumSlope - (centre * precisionSlope)) / precision, -0.5 * scale * precisionSlope / precision);
    }
}
