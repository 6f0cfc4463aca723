using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>A source that is told well enough by its estimate and covariance.</summary>
internal sealed class SourceSummary(ParametricCurve curve)
{
    /// <summary>The estimate of ln θ.</summary>
    public double LogMedian { get; } = Math.Log(curve.Median);

    /// <summary>The estimate of ln β.</summary>
    public double LogBeta { get; } = Math.Log(curve.Beta);

    /// <summary>The estimates' covariance; 0 where the curve comes without one.</summary>
    public LogCovariance Covariance { get; } = curve.Covariance ?? new LogCovariance(0, 0, 0);

    /// <summary>ln N((ln θ̂, ln β̂) | (μ, ν), V + diag(τ², σ²)), up to a constant; adds its gradient by (μ, ln τ, ν, ln σ).</summary>
    public double LogDensity(double mean, double betaMean, double tau, double sigma, Span<double> gradient)
    {
        double a = Covariance.Median + (tau * tau), b = Covariance.Cross, c = Covariance.Dispersion + (sigma * sigma);
        var determinant = (a * c) - (b * b);
        if (!(determinant > 1e-300)) return double.NegativeInfinity;
        double r = LogMedian - mean, q = LogBeta - betaMean;
        // The solution of S w = (r, q), and the inverse's diagonal.
        double u = ((c * r) - (b * q)) / determinant, v = ((a * q) - (b * r)) / determinant;
        gradient[0] += u;
        gradient[1] += ((u * u) - (c / determinant)) * tau * tau;
        gradient[2] += v;
        gradient[3] += ((v * v) - (a / determinant)) * sigma * sigma;
        return -0.5 * (Math.Log(determinant) + (r * u) + (q * v));
    }
}
