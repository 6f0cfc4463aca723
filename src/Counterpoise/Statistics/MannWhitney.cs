using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>The Mann–Whitney U test of two independent samples.</summary>
/// <remarks>
/// Reference: Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the other",
/// Annals of Mathematical Statistics 1947, doi:10.1214/aoms/1177730491.
/// </remarks>
public static class MannWhitney
{
    /// <summary>Auto is exact if the smaller sample has at most this many values and nothing ties, as SciPy.</summary>
    private const int LargestExact = 8;

    /// <summary>Tests whether one sample tends to be greater. The normal approximation corrects for ties and continuity.</summary>
    /// <param name="a">The first sample.</param>
    /// <param name="b">The second sample.</param>
    /// <param name="alternative">What to test for, of the first sample.</param>
    /// <param name="method">How to find the p-value; exact needs values without ties.</param>
    /// <returns>The statistic is U of the first sample: pairs in which it is greater, ties one half.</returns>
    /// <exception cref="ArgumentException">A sample is empty, a value is not finite, or exact was asked for with ties.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Alternative alternative = Alternative.TwoSided, PValueMethod method = PValueMethod.Auto)
    {
        Samples.Require(a, 1);
        Samples.Require(b, 1);
        double[] all = [.. a, .. b];
        var ranks = Ranks.Of(all);
        var u = Samples.Mean(ranks.AsSpan(0, a.Length)) * a.Length - (a.Length * (a.Length + 1.0) / 2);
        var ties = Ranks.TieTerm(all);
        if (method == PValueMethod.Exact && ties > 0)
            throw new ArgumentException("the values tie; the exact distribution of U has no ties: use Normal", nameof(method));
        var exact = method == PValueMethod.Exact || (method == PValueMethod.Auto && ties == 0 && Math.Min(a.Length, b.Length) <= LargestExact);
        // The upper tail of the larger of both U for the two-sided test, of U or its mirror image otherwise.
        var mirror = ((double)a.Length * b.Length) - u;
        var upper = alternative switch { Alternative.Greater => u, Alternative.Less => mirror, _ => Math.Max(u, mirror) };
        var tail = exact ? ExactTail(a.Length, b.Length, (int)Math.Round(upper)) : NormalTail(a.Length, b.Length, ties, upper);
        return new SignificanceTest("Mann-Whitney U", u, Math.Clamp(alternative == Alternative.TwoSided ? 2 * tail : tail, 0, 1), alternative, exact ? "exact" : "normal");
    }

    private static double NormalTail(double m, double n, double ties, double u)
    {
        var deviation = Math.Sqrt(m * n / 12 * (m + n + 1 - (ties / ((m + n) * (m + n - 1)))));
        return Normal.CDF(0, 1, -(u - (m * n / 2) - 0.5) / deviation);
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
