using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>
/// The exact interval of a rate of rare events, such as false accepts an hour: χ²(α/2; 2k)/2 and χ²(1 − α/2; 2k + 2)/2, divided by the
/// exposure. Its coverage is at least the nominal one.
/// </summary>
/// <remarks>Reference: Garwood, "Fiducial limits for the Poisson distribution", Biometrika 1936, doi:10.1093/biomet/28.3-4.437.</remarks>
public static class PoissonInterval
{
    /// <summary>Computes the interval of a rate.</summary>
    /// <param name="events">Events that were counted, at least 0.</param>
    /// <param name="exposure">What they were counted over, such as hours, above 0.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Interval Of(long events, double exposure, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        if (!(exposure > 0 && double.IsFinite(exposure)))
            throw new ArgumentOutOfRangeException(nameof(exposure), exposure, "an exposure is finite and above 0");
        Interval.CheckConfidence(confidence);
        var tail = (1 - confidence) / 2;
        var lower = events == 0 ? 0 : Gamma.InvCDF(events, 1, tail);
        return new Interval(lower / exposure, Gamma.InvCDF(events + 1, 1, 1 - tail) / exposure, confidence);
    }
}
