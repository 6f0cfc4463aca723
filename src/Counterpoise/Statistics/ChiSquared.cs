using System.Globalization;
using MathNet.Numerics;

namespace Counterpoise.Statistics;

/// <summary>Pearson's χ² test of homogeneity: do two sets of counts come from one distribution over the same categories?</summary>
/// <remarks>
/// χ² = Σ (observed − expected)² / expected over both sets, with (categories that were seen − 1) degrees of freedom.
/// Reference: Pearson, "On the criterion that a given system of deviations …", Philosophical Magazine 1900, doi:10.1080/14786440009463897.
/// The approximation is poor where many expected counts are below 5; no correction is made.
/// </remarks>
public static class ChiSquared
{
    /// <summary>Tests two sets of counts; a category that neither has is left out.</summary>
    /// <param name="a">Counts of the first set by category, at least 0.</param>
    /// <param name="b">Counts of the second set, of the same categories in the same order.</param>
    /// <returns>The statistic is χ²; with one category it is 0, and the p-value 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or a set is empty.</exception>
    public static SignificanceTest Test(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException(
                $"found {a.Length} and {b.Length} categories; expected the counts of the same categories on both sides");
        var (first, second) = (Total(a), Total(b));
        var statistic = 0.0;
        var seen = 0;
        for (var c = 0; c < a.Length; c++)
        {
            double both = a[c] + b[c];
            if (both == 0) continue;
            seen++;
            statistic += Term(a[c], both * first / (first + second)) + Term(b[c], both * second / (first + second));
        }

        var p = seen < 2 ? 1 : UpperTail(statistic, seen - 1);
        return new SignificanceTest("chi-squared", statistic, p, Alternative.TwoSided, "chi-squared");
    }

    /// <summary>P(χ² ≥ statistic).</summary>
    /// <param name="statistic">At least 0.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double UpperTail(double statistic, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return double.IsInfinity(statistic) ? 0 : Math.Clamp(SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, statistic / 2),
            0, 1);
    }

    private static double Term(double observed, double expected) => (observed - expected) * (observed - expected) / expected;

    private static double Total(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        for (var c = 0; c < counts.Length; c++)
        {
            if (counts[c] < 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"category {c} has count {counts[c]}; expected at least 0"), nameof(counts));
            sum += counts[c];
        }

        return sum > 0 ? sum : throw new ArgumentException("found a set without counts; expected at least one row on both sides",
            nameof(counts));
    }
}
