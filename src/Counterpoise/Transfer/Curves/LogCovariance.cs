namespace Counterpoise.Transfer.Curves;

/// <summary>The covariance of (ln θ, ln β).</summary>
/// <param name="Median">Variance of ln θ, at least 0.</param>
/// <param name="Cross">Covariance of ln θ and ln β.</param>
/// <param name="Dispersion">Variance of ln β, at least 0; 0 where β was held fixed.</param>
public sealed record LogCovariance(double Median, double Cross, double Dispersion)
{
    /// <summary>
    /// The covariance of (θ, β) to first order, as tools that work without logarithms print it: each entry times the parameters.
    /// </summary>
    /// <param name="theta">θ.</param>
    /// <param name="beta">β.</param>
    /// <returns>Variance of θ, covariance, variance of β.</returns>
    public (double Theta, double Cross, double Beta) InUnits(double theta, double beta) =>
        (Median * theta * theta, Cross * theta * beta, Dispersion * beta * beta);
}
