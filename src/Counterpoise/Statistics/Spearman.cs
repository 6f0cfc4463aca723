namespace Counterpoise.Statistics;

/// <summary>Spearman's rank correlation: Pearson's correlation of ranks with ties at their mean.</summary>
/// <remarks>
/// Reference: Spearman, "The proof and measurement of association between two things", American Journal of Psychology 1904,
/// doi:10.2307/1412159.
/// </remarks>
public static class Spearman
{
    /// <summary>Computes ρ and the p-value of t = ρ √((n−2)/(1−ρ²)), as SciPy; NaN where one side is constant.</summary>
    /// <param name="x">n values, n at least 3.</param>
    /// <param name="y">n values.</param>
    /// <param name="alternative">What to test for, of ρ.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 3 pairs, or a value is not finite.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Alternative alternative = Alternative.TwoSided)
    {
        _ = Samples.Differences(x, y);
        Samples.Require(x, 3);
        double[] rx = Ranks.Of(x), ry = Ranks.Of(y);
        double mean = (x.Length + 1) / 2.0, xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < rx.Length; i++)
        {
            xy += (rx[i] - mean) * (ry[i] - mean);
            xx += (rx[i] - mean) * (rx[i] - mean);
            yy += (ry[i] - mean) * (ry[i] - mean);
        }

        var rho = xx == 0 || yy == 0 ? double.NaN : Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
        var degrees = x.Length - 2;
        var t = rho * Math.Sqrt(degrees / ((1 + rho) * (1 - rho)));
        return new SignificanceTest("Spearman", rho, PairedTest.TailProbability(t, degrees, alternative), alternative, "t");
    }
}
