using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>The Mann–Whitney U test of two independent samples.</summary>
/// <remarks>
/// Reference: Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the other",
/// Annals of Mathematical Statistics 1947, doi:10.1214/aoms/1177730491. With ties the exact distribution is that of the mid-ranks
/// under all ways to choose the first sample; SciPy 1.10 takes the normal approximation there.
/// </remarks>
public static class MannWhitney
{
    /// <summary>Auto is exact if the smaller sample has at most this many values, as SciPy.</summary>
    private const int LargestExact = 8;

    /// <summary>With ties Auto is exact up to this many values of both samples together; counting them takes O(m · N · N²).</summary>
    private const int LargestTied = 60;

    /// <summary>
    /// Tests whether one sample tends to be greater. Exact for small samples, ties included; else the normal approximation, corrected for
    /// ties and continuity.
    /// </summary>
    /// <param name="a">The first sample.</param>
    /// <param name="b">The second sample.</param>
    /// <param name="alternative">What to test for, of the first sample.</param>
    /// <param name="method">How to find the p-value.</param>
    /// <returns>The statistic is U of the first sample: pairs in which it is greater, ties one half.</returns>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not finite.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Alternative alternative = Alternative.TwoSided,
        PValueMethod method = PValueMethod.Auto)
    {
        Samples.Require(a, 1);
        Samples.Require(b, 1);
        double[] all = [.. a, .. b];
        var ranks = Ranks.Of(all);
        var u = Samples.Mean(ranks.AsSpan(0, a.Length)) * a.Length - (a.Length * (a.Length + 1.0) / 2);
        var ties = Ranks.TieTerm(all);
        var small = Math.Min(a.Length, b.Length) <= LargestExact && (ties == 0 || all.Length <= LargestTied);
        var exact = method == PValueMethod.Exact || (method == PValueMethod.Auto && small);
        if (exact && ties > 0) return new SignificanceTest("Mann-Whitney U", u, TiedProbability(ranks, a.Length, alternative), alternative,
            "exact");
        // The upper tail of the larger of both U for the two-sided test, of U or its mirror image otherwise.
        var mirror = ((double)a.Length * b.Length) - u;
        var upper = alternative switch { Alternative.Greater => u, Alternative.Less => mirror, _ => Math.Max(u, mirror) };
        var tail = exact ? ExactTail(a.Length, b.Length, (int)Math.Round(upper)) : NormalTail(a.Length, b.Length, ties, upper);
        return new SignificanceTest("Mann-Whitney U", u, Math.Clamp(alternative == Alternative.TwoSided ? 2 * tail : tail, 0, 1),
            alternative, exact ? "exact" : "normal");
    }

    private static double NormalTail(double m, double n, double ties, double u)
    {
        var deviation = Math.Sqrt(m * n / 12 * (m + n + 1 - (ties / ((m + n) * (m + n - 1)))));
        return Normal.CDF(0, 1, -(u - (m * n / 2) - 0.5) / deviation);
    }

    /// <summary>Counts the ways to choose the first sample by their rank sum; mid-ranks are doubled, so that they are whole.</summary>
    private static double TiedProbability(double[] ranks, int count, Alternative alternative)
    {
        var twice = Array.ConvertAll(ranks, r => (int)Math.Round(2 * r));
        var observed = twice.Take(count).Sum();
        var ways = Enumerable.Range(0, count + 1).Select(_ => new double[twice.Sum() + 1]).ToArray();
        ways[0][0] = 1;
        foreach (var rank in twice)
        {
            for (var chosen = count; chosen >= 1; chosen--)
            {
                for (var s = ways[chosen].Length - 1; s >= rank; s--) ways[chosen][s] += ways[chosen - 1][s - rank];
            }
        }

        var all = ways[count].Sum();
        double less = ways[count].Take(observed + 1).Sum() / all, greater = ways[count].Skip(observed).Sum() / all;
        return Math.Min(1, alternative switch { Alternative.Greater => greater, Alternative.Less => less,
            _ => 2 * Math.Min(less, greater) });
    }

    /// <summary>P(U ≥ u) by the recurrence over which sample holds the largest value.</summary>
    private static double ExactTail(int m, int n, int u)
    {
        // chance[j][s]: probability that U is s for i values of the first and j of the second sample.
        var chance = Enumerable.Range(0, n + 1).Select(_ => new double[] { 1 }).ToArray();
        for (var i = 1; i <= m; i++)
        {
            var next = new double[n + 1][];
            next[0] = [1];
            for (var j = 1; j <= n; j++)
            {
                next[j] = new double[(i * j) + 1];
                for (var s = 0; s < next[j].Length; s++)
                {
                    var first = s >= j && s - j < chance[j].Length ? chance[j][s - j] : 0;
                    var second = s < next[j - 1].Length ? next[j - 1][s] : 0;
                    next[j][s] = ((i * first) + (j * second)) / (i + j);
                }
            }

            chance = next;
        }

        return chance[n].Skip(u).Sum();
    }
}
