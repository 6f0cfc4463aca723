using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// A curve known by draws of (ln θ, ln β). Its probability is the mean over the draws (the predictive curve), its θ and β the
/// exponentials of the means of their logarithms, its bands the quantiles of the draws.
/// </summary>
public sealed class PosteriorCurve : IFragilityCurve
{
    private readonly double[] _logMedians;
    private readonly double[] _logBetas;

    /// <summary>Takes draws over.</summary>
    /// <param name="logMedians">Draws of ln θ, finite; at least 2.</param>
    /// <param name="logBetas">Draws of ln β, finite, as many.</param>
    /// <param name="form">The shape of every draw.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 2 draws, or one is not finite.</exception>
    public PosteriorCurve(double[] logMedians, double[] logBetas, FragilityForm form = FragilityForm.Lognormal)
    {
        Samples.Require(logMedians, 2);
        Samples.Require(logBetas, 2);
        if (logMedians.Length != logBetas.Length)
            throw new ArgumentException(
                $"found {logMedians.Length} draws of ln θ and {logBetas.Length} of ln β; expected as many of each", nameof(logBetas));
        (_logMedians, _logBetas, Form) = (logMedians, logBetas, form);
        Median = Math.Exp(Samples.Mean(logMedians));
        Beta = Math.Exp(Samples.Mean(logBetas));
        MedianDeviation = Math.Sqrt(Samples.Variance(logMedians, 1));
    }

    /// <summary>The shape of every draw.</summary>
    public FragilityForm Form { get; }

    /// <inheritdoc/>
    public double Median { get; }

    /// <summary>The geometric mean of β.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public double Dispersion => FormFunction.LogDeviation(Form, Beta);

    /// <inheritdoc/>
    public double MedianDeviation { get; }

    /// <summary>Draws of ln θ.</summary>
    public ReadOnlySpan<double> LogMedians => _logMedians;

    /// <summary>Draws of ln β.</summary>
    public ReadOnlySpan<double> LogBetas => _logBetas;

    /// <inheritdoc/>
    public double Probability(double intensity) => Samples.Mean(At(intensity));

    /// <inheritdoc/>
    public Interval? Band(double intensity, double confidence = 0.9) => Percentiles.Interval(At(intensity), confidence);

    /// <inheritdoc/>
    public Interval? MedianInterval(double confidence = 0.9) => Exp(Percentiles.Interval(_logMedians, confidence), 1);

    /// <inheritdoc/>
    public Interval? DispersionInterval(double confidence = 0.9) =>
        Exp(Percentiles.Interval(_logBetas, confidence), FormFunction.LogDeviation(Form, 1));

    private static Interval Exp(Interval log, double factor) =>
        new(Math.Exp(log.Lower) * factor, Math.Exp(log.Upper) * factor, log.Confidence);

    private double[] At(double intensity)
    {
        var x = Math.Log(CurveCheck.Intensity(intensity));
        var values = new double[_logMedians.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = FormFunction.Probability(Form, (x - _logMedians[i]) * Math.Exp(-_logBetas[i]));
        return values;
    }
}
