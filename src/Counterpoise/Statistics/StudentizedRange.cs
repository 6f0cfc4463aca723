using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Counterpoise.Statistics;

/// <summary>
/// The studentised range with infinite degrees of freedom: the range of k standard normal values, as Nemenyi's test uses it.
/// </summary>
/// <remarks>P(Q ≤ q) = k ∫ φ(z) [Φ(z + q) − Φ(z)]^(k−1) dz. Reference: Tukey, "The problem of multiple comparisons", 1953.</remarks>
public static class StudentizedRange
{
    /// <summary>P(Q &gt; q).</summary>
    /// <param name="q">The range, at least 0.</param>
    /// <param name="groups">Number of values, k, at least 2.</param>
    public static double UpperTail(double q, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        if (!(q >= 0)) throw new ArgumentOutOfRangeException(nameof(q), q, "a range is at least 0");
        // Beyond ±9 the normal density is below 1e-18. Panels keep the Gauss rule exact to rounding for large k as well.
        const int panels = 36;
        double from = -9 - Math.Min(q, 9), width = (9 - from) / panels, sum = 0;
        for (var p = 0; p < panels; p++)
            sum += GaussLegendreRule.Integrate(z => Normal.PDF(0, 1, z) * Math.Pow(Normal.CDF(0, 1, z + q) - Normal.CDF(0, 1, z),
                groups - 1), from + (p * width), from + ((p + 1) * width), 20);
        return Math.Clamp(1 - (groups * sum), 0, 1);
    }

    /// <summary>The value that Q exceeds with probability <paramref name="alpha"/>.</summary>
    /// <param name="alpha">In (0, 1).</param>
    /// <param name="groups">Number of values, k, at least 2.</param>
    public static double Critical(double alpha, int groups)
    {
        Interval.CheckConfidence(1 - alpha);
        double low = 0, high = 40;
        for (var i = 0; i < 80 && high - low > 1e-14; i++)
        {
            var middle = (low + high) / 2;
            if (UpperTail(middle, groups) > alpha) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
