using Counterpoise.Statistics;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// A curve of θ and β: P = F(ln(intensity / θ) / β). With a covariance of (ln θ, ln β) its bands follow by the delta method on
/// z = ln(intensity / θ) / β, which keeps them within 0 and 1.
/// </summary>
/// <remarks>
/// Reference: Baker, "Efficient analytical fragility function fitting using dynamic structural analysis", Earthquake Spectra 2015,
/// doi:10.1193/021113EQS025M.
/// </remarks>
public sealed class ParametricCurve : IFragilityCurve
{
    /// <summary>Makes a curve.</summary>
    /// <param name="theta">Median capacity θ in the unit of the intensity, above 0.</param>
    /// <param name="beta">β, the scale in ln(intensity), above 0.</param>
    /// <param name="form">The shape.</param>
    /// <param name="covariance">Covariance of (ln θ, ln β), or null where nothing is known of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">θ or β is not a finite number above 0.</exception>
    public ParametricCurve(double theta, double beta, FragilityForm form = FragilityForm.Lognormal, LogCovariance? covariance = null) =>
        (Median, Beta, Form, Covariance) = (CurveCheck.Positive(theta, nameof(theta)), CurveCheck.Positive(beta, nameof(beta)), form,
            covariance);

    /// <inheritdoc/>
    public double Median { get; }

    /// <summary>β: the scale in ln(intensity). For the lognormal form it is the dispersion itself.</summary>
    public double Beta { get; }

    /// <summary>The shape.</summary>
    public FragilityForm Form { get; }

    /// <summary>Covariance of (ln θ, ln β), or null.</summary>
    public LogCovariance? Covariance { get; }

    /// <inheritdoc/>
    public double Dispersion => FormFunction.LogDeviation(Form, Beta);

    /// <inheritdoc/>
    public double MedianDeviation => Covariance is { } c ? Math.Sqrt(c.Median) : double.NaN;

    /// <inheritdoc/>
    public double Probability(double intensity) => FormFunction.Probability(Form, Score(intensity));

    /// <inheritdoc/>
    public Interval? Band(double intensity, double confidence = 0.9)
    {
        Interval.CheckConfidence(confidence);
        if (Covariance is not { } c) return null;
        var z = Score(intensity);
        // dz/d ln θ = −1/β and dz/d ln β = −z.
        var variance = (c.Median / (Beta * Beta)) + (2 * z / Beta * c.Cross) + (z * z * c.Dispersion);
        var half = Normal.InvCDF(0, 1, 0.5 + (confidence / 2)) * Math.Sqrt(Math.Max(variance, 0));
        return new Interval(FormFunction.Probability(Form, z - half), FormFunction.Probability(Form, z + half), confidence);
    }

    /// <inheritdoc/>
    public Interval? MedianInterval(double confidence = 0.9) => Covariance is { } c ? LogInterval(Median, c.Median, confidence) : null;

    /// <inheritdoc/>
    public Interval? DispersionInterval(double confidence = 0.9) =>
        Covariance is { } c ? LogInterval(Dispersion, c.Dispersion, confidence) : null;

    private double Score(double intensity) => Math.Log(CurveCheck.Intensity(intensity) / Median) / Beta;

    private static Interval LogInterval(double value, double variance, double confidence)
    {
        Interval.CheckConfidence(confidence);
        var factor = Math.Exp(Normal.InvCDF(0, 1, 0.5 + (confidence / 2)) * Math.Sqrt(variance));
        return new Interval(value / factor, value * factor, confidence);
    }
}
