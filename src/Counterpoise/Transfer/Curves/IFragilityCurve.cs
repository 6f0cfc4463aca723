using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Curves;

/// <summary>A fragility curve with what is known of its uncertainty.</summary>
public interface IFragilityCurve
{
    /// <summary>The median capacity θ: the intensity at which half of the structures fail.</summary>
    double Median { get; }

    /// <summary>The dispersion: the standard deviation of ln(capacity) of the curve itself (aleatory).</summary>
    double Dispersion { get; }

    /// <summary>The standard deviation of the estimate of ln θ (epistemic); NaN where nothing is known of it.</summary>
    double MedianDeviation { get; }

    /// <summary>P(failure) at an intensity.</summary>
    /// <param name="intensity">Above 0.</param>
    double Probability(double intensity);

    /// <summary>The pointwise band of P(failure) at an intensity; null where nothing is known of the curve's uncertainty.</summary>
    /// <param name="intensity">Above 0.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    Interval? Band(double intensity, double confidence = 0.9);

    /// <summary>The interval of θ; null where nothing is known of its uncertainty.</summary>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    Interval? MedianInterval(double confidence = 0.9);

    /// <summary>The interval of the dispersion; null where nothing is known of its uncertainty.</summary>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    Interval? DispersionInterval(double confidence = 0.9);
}
