using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>Wilcoxon's signed-rank test for pairs. Zero differences are dropped (Wilcoxon's own treatment, SciPy's default).</summary>
/// <remarks>
/// Reference: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1945, doi:10.2307/3001968.
/// The exact distribution counts the sign patterns of the differences that are not zero, given their ties. SciPy 1.10 leaves it as soon
/// as a difference is zero or two tie, for a normal approximation that has five equal signs and a zero at p = 0.043 where 2/32 is right.
/// </remarks>
public static class WilcoxonSignedRank
{
    /// <summary>Most differences other than zero for which Auto takes the exact distribution, as SciPy.</summary>
    private const int LargestExact = 50;

    /// <summary>Tests whether a − b is centred on 0. O(n³) for the exact distribution.</summary>
    /// <param name="a">n values of one method.</param>
    /// <param name="b">n values of the other, on the same splits and seeds.</param>
    /// <param name="alternative">What to test for, of a − b.</param>
    /// <param name="method">How to find the p-value.</param>
    /// <param name="correction">True moves the statistic by one half towards its mean in the normal approximation.</param>
    /// <returns>
    /// The statistic is min(W⁺, W⁻) for the two-sided test and W⁺, the sum of the positive differences' ranks, otherwise. If
    /// every difference is 0 the p-value is 1 and the method <c>none</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no pair, or a value is not finite.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Alternative alternative = Alternative.TwoSided,
        PValueMethod method = PValueMethod.Auto, bool correction = false)
    {
        var d = Samples.Differences(a, b).Where(v => v != 0).ToArray();
        if (d.Length == 0) return Result(0, 1, "none");
        var sizes = Array.ConvertAll(d, Math.Abs);
        var ranks = Ranks.Of(sizes);
        double plus = ranks.Where((_, i) => d[i] > 0).Sum(), minus = ranks.Where((_, i) => d[i] < 0).Sum();
        var statistic = alternative == Alternative.TwoSided ? Math.Min(plus, minus) : plus;
        var exact = method == PValueMethod.Exact || (method == PValueMethod.Auto && d.Length <= LargestExact);
        return exact
            ? Result(statistic, ExactProbability(ranks, plus, alternative), "exact")
            : Result(statistic, NormalProbability(d.Length, Ranks.TieTerm(sizes), statistic, alternative, correction), "normal");

        SignificanceTest Result(double value, double p, string by) => new("Wilcoxon signed-rank", value, p, alternative, by);
    }

    private static double NormalProbability(int count, double ties, double statistic, Alternative alternative, bool correction)
    {
        double n = count;
        var mean = n * (n + 1) / 4;
        var deviation = Math.Sqrt(((n * (n + 1) * (2 * n + 1)) - (ties / 2)) / 24);
        var shift = !correction ? 0 : alternative switch
        {
            Alternative.TwoSided => 0.5 * Math.Sign(statistic - mean),
            Alternative.Greater => 0.5,
            _ => -0.5,
        };
        var z = (statistic - mean - shift) / deviation;
        return alternative switch
        {
            Alternative.TwoSided => 2 * Normal.CDF(0, 1, -Math.Abs(z)),
            Alternative.Greater => Normal.CDF(0, 1, -z),
            _ => Normal.CDF(0, 1, z),
        };
    }

    /// <summary>Counts the sign patterns by their rank sum; ranks are doubled, so that halves from ties are whole.</summary>
    private static double ExactProbability(double[] ranks, double plus, Alternative alternative)
    {
        var twice = Array.ConvertAll(ranks, r => (int)Math.Round(2 * r));
        var chance = new double[twice.Sum() + 1];
        chance[0] = 1;
        var reach = 0;
        foreach (var rank in twice)
        {
            reach += rank;
            for (var s = reach; s >= 0; s--) chance[s] = (chance[s] + (s >= rank ? chance[s - rank] : 0)) / 2;
        }

        var at = (int)Math.Round(2 * plus);
        double less = chance.Take(at + 1).Sum(), greater = chance.Skip(at).Sum();
        return Math.Min(1, alternative switch { Alternative.Greater => greater, Alternative.Less => less,
            _ => 2 * Math.Min(less, greater) });
    }
}
