using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>
/// The Wilson score interval of a proportion, which stays inside [0, 1] and keeps its coverage for the handful of rows that
/// a rare class has: (p + z²/2n ± z·sqrt(p(1−p)/n + z²/4n²)) / (1 + z²/n).
/// </summary>
/// <remarks>
/// Reference: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927,
/// doi:10.1080/01621459.1927.10502953.
/// </remarks>
public static class WilsonInterval
{
    /// <summary>Computes the interval.</summary>
    /// <param name="successes">Number of successes, in [0, <paramref name="trials"/>].</param>
    /// <param name="trials">Number of trials, at least 1.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is out of range.</exception>
    public static Interval Of(long successes, long trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        return OfShare(successes / (double)trials, trials, confidence);
    }

    /// <summary>The interval of a share that weighs as much as that of so many trials, such as one of weighted rows.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <param name="trials">Number of trials, above 0; a fraction of one counts.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    internal static Interval OfShare(double share, double trials, double confidence)
    {
        Interval.CheckConfidence(confidence);
        var z = Normal.InvCDF(0, 1, 0.5 + (confidence / 2));
        double n = trials, p = Math.Clamp(share, 0, 1), z2 = z * z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n))) / (1 + (z2 / n));
        // The ends are exact where no success or no failure was seen; rounding must not move them.
        return new Interval(p == 0 ? 0 : centre - half, p == 1 ? 1 : centre + half, confidence);
    }
}
