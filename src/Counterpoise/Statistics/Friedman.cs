using MathNet.Numerics;

namespace Counterpoise.Statistics;

/// <summary>Friedman's test of k methods over N data sets, with Nemenyi's critical difference.</summary>
/// <remarks>
/// References: Friedman, "The use of ranks to avoid the assumption of normality", JASA 1937, doi:10.1080/01621459.1937.10503522;
/// Iman and Davenport, Communications in Statistics 1980, doi:10.1080/03610928008827904; Nemenyi, 1963;
/// Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 2006.
/// </remarks>
public static class Friedman
{
    /// <summary>Ranks the methods within each data set (ties at their mean) and tests whether their mean ranks differ.</summary>
    /// <param name="scores">N rows, one per data set, of k scores, one per method; k at least 3, N at least 2.</param>
    /// <param name="higherIsBetter">True if rank 1 goes to the largest score.</param>
    /// <param name="alpha">Level of the critical difference, in (0, 1).</param>
    /// <exception cref="ArgumentException">Too few rows or methods, rows of unequal length, or a score is not finite.</exception>
    public static FriedmanResult Of(IReadOnlyList<double[]> scores, bool higherIsBetter = true, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count < 2) throw new ArgumentException($"found {scores.Count} data sets; expected at least 2", nameof(scores));
        int n = scores.Count, k = scores[0].Length;
        if (k < 3) throw new ArgumentException($"found {k} methods; expected at least 3: use the Wilcoxon test for two", nameof(scores));
        var sums = new double[k];
        var ties = 0.0;
        foreach (var row in scores)
        {
            if (row.Length != k)
                throw new ArgumentException($"found rows of {k} and {row.Length} scores; every method needs a score on every data set",
                    nameof(scores));
            Samples.Require(row, k);
            var ranks = Ranks.Of(higherIsBetter ? Array.ConvertAll(row, v => -v) : row);
            for (var j = 0; j < k; j++) sums[j] += ranks[j];
            ties += Ranks.TieTerm(row);
        }

        var correction = 1 - (ties / ((double)k * ((k * k) - 1) * n));
        var chi = correction == 0 ? 0 : ((12.0 / ((double)k * n * (k + 1)) * sums.Sum(s => s * s)) - (3.0 * n * (k + 1))) / correction;
        var f = (n - 1) * chi / ((n * (k - 1.0)) - chi);
        if (f < 0) f = double.PositiveInfinity; // chi reached its maximum and rounding carried it past
        var means = Array.ConvertAll(sums, s => s / n);
        var error = Math.Sqrt(k * (k + 1) / (6.0 * n));
        var difference = StudentizedRange.Critical(alpha, k) / Math.Sqrt(2) * error;
        return new FriedmanResult
        {
            Test = new SignificanceTest("Friedman", chi, SpecialFunctions.GammaUpperRegularized((k - 1) / 2.0, Math.Max(0, chi) / 2),
                Alternative.TwoSided, "chi-squared"),
            ImanDavenport = new SignificanceTest("Iman-Davenport", f, FisherTail(k - 1, (k - 1.0) * (n - 1), f), Alternative.TwoSided, "F"),
            MeanRanks = means,
            CriticalDifference = difference,
            Alpha = alpha,
            NemenyiPValues = [.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k)
                .Select(j => i == j ? 1 : StudentizedRange.UpperTail(Math.Abs(means[i] - means[j]) / error * Math.Sqrt(2), k)).ToArray())],
            Cliques = FindCliques(means, difference),
        };
    }

    private static double FisherTail(double d1, double d2, double f) =>
        double.IsInfinity(f) ? 0 : SpecialFunctions.BetaRegularized(d2 / 2, d1 / 2, d2 / (d2 + (d1 * f)));

    private static List<int[]> FindCliques(double[] means, double difference)
    {
        var order = Enumerable.Range(0, means.Length).OrderBy(i => means[i]).ToArray();
        var cliques = new List<int[]>();
        var covered = 0;
        for (var start = 0; start < order.Length; start++)
        {
            var end = start;
            while (end < order.Length && means[order[end]] - means[order[start]] < difference) end++;
            if (end - start > 1 && end > covered) cliques.Add(order[start..end]);
            covered = Math.Max(covered, end);
        }

        return cliques;
    }
}
