namespace Counterpoise.Statistics;

/// <summary>How large a difference is, apart from how sure.</summary>
public static class EffectSize
{
    /// <summary>What stands for infinity where both samples are constant and their means differ.</summary>
    private const double Cap = 10;

    /// <summary>
    /// Cohen's d: (mean a − mean b) / pooled standard deviation; 0 if both are constant and equal, ±10 if constant and different.
    /// </summary>
    /// <param name="a">First sample, at least 2 values.</param>
    /// <param name="b">Second sample, at least 2 values.</param>
    /// <exception cref="ArgumentException">A sample is too small, or a value is not finite.</exception>
    public static double CohenD(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Samples.Require(a, 2);
        Samples.Require(b, 2);
        var difference = Samples.Mean(a) - Samples.Mean(b);
        var pooled = Math.Sqrt((((a.Length - 1) * Samples.Variance(a, 1)) + ((b.Length - 1) * Samples.Variance(b, 1))) / (a.Length
            + b.Length - 2));
        return pooled == 0 ? Cap * Math.Sign(difference) : difference / pooled;
    }

    /// <summary>Hedges' g: Cohen's d · (1 − 3 / (4(n_a + n_b) − 9)), which removes the bias of small samples; capped like d.</summary>
    /// <param name="a">First sample, at least 2 values.</param>
    /// <param name="b">Second sample, at least 2 values.</param>
    /// <exception cref="ArgumentException">A sample is too small, or a value is not finite.</exception>
    /// <remarks>
    /// Reference: Hedges, "Distribution theory for Glass's estimator of effect size", Journal of Educational Statistics 1981,
    /// doi:10.3102/10769986006002107.
    /// </remarks>
    public static double HedgesG(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var d = CohenD(a, b);
        return Math.Abs(d) == Cap ? d : d * (1 - (3 / ((4.0 * (a.Length + b.Length)) - 9)));
    }

    /// <summary>Cliff's delta: P(a &gt; b) − P(a &lt; b) over all pairs, in [−1, 1]. O(n log n).</summary>
    /// <param name="a">First sample, at least 1 value.</param>
    /// <param name="b">Second sample, at least 1 value.</param>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not finite.</exception>
    /// <remarks>
    /// Reference: Cliff, "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological Bulletin 1993,
    /// doi:10.1037/0033-2909.114.3.494.
    /// </remarks>
    public static double CliffDelta(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        (2 * MannWhitney.Of(a, b, method: PValueMethod.Normal).Statistic / ((double)a.Length * b.Length)) - 1;
}
