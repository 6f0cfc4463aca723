using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>Student's t for the mean difference of pairs.</summary>
/// <remarks>Reference: Student, "The probable error of a mean", Biometrika 1908, doi:10.1093/biomet/6.1.1.</remarks>
public static class PairedTest
{
    /// <summary>The interval of the mean difference: mean(a − b) ± t(n−1) · s / √n.</summary>
    /// <param name="a">n values of one method, n at least 2.</param>
    /// <param name="b">n values of the other, on the same splits and seeds.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 2 pairs, or a value is not finite.</exception>
    public static Interval Interval(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        Statistics.Interval.CheckConfidence(confidence);
        var d = Samples.Differences(a, b);
        Samples.Require(d, 2);
        var half = Quantile(d.Length - 1, 0.5 + (confidence / 2)) * Math.Sqrt(Samples.Variance(d, 1) / d.Length);
        return new Interval(Samples.Mean(d) - half, Samples.Mean(d) + half, confidence);
    }

    /// <summary>Tests whether the mean difference is 0; t is ±∞ or NaN where all differences are equal.</summary>
    /// <param name="a">n values of one method, n at least 2.</param>
    /// <param name="b">n values of the other, on the same splits and seeds.</param>
    /// <param name="alternative">What to test for, of a − b.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 2 pairs, or a value is not finite.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Alternative alternative = Alternative.TwoSided)
    {
        var d = Samples.Differences(a, b);
        Samples.Require(d, 2);
        var t = Samples.Mean(d) / Math.Sqrt(Samples.Variance(d, 1) / d.Length);
        return new SignificanceTest("paired t", t, TailProbability(t, d.Length - 1, alternative), alternative, "t");
    }

    internal static double Quantile(int degreesOfFreedom, double q)
    {
        var t = StudentT.InvCDF(0, 1, degreesOfFreedom, q);
        // The library's quantile is a root found to 1e-10; two Newton steps on the closed form carry it to rounding.
        for (var i = 0; i < 2; i++) t -= (0.5 + (CentralProbability(degreesOfFreedom, t) / 2) - q) / StudentT.PDF(0, 1, degreesOfFreedom,
            t);
        return t;
    }

    /// <summary>P(|T| ≤ t) for whole degrees of freedom, a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).</summary>
    private static double CentralProbability(int degreesOfFreedom, double t)
    {
        var angle = Math.Atan(t / Math.Sqrt(degreesOfFreedom));
        double cosine = Math.Cos(angle), odd = degreesOfFreedom % 2, term = odd == 1 ? cosine : 1, sum = 0;
        for (var power = (int)odd; power <= degreesOfFreedom - 2; power += 2)
        {
            sum += term;
            term *= cosine * cosine * (power + 1) / (power + 2);
        }

        return odd == 1 ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
    }

    internal static double TailProbability(double t, double degreesOfFreedom, Alternative alternative) => alternative switch
    {
        _ when double.IsNaN(t) => double.NaN,
        Alternative.Greater => StudentT.CDF(0, 1, degreesOfFreedom, -t),
        Alternative.Less => StudentT.CDF(0, 1, degreesOfFreedom, t),
        _ => Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t))),
    };
}
