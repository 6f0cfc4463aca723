namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Mean and standard deviation between sources of estimates that each have an error of their own, by Paule and Mandel: the spread at
/// which the weighted squares are as many as sources less one.
/// </summary>
/// <param name="Mean">The weighted mean.</param>
/// <param name="Deviation">Standard deviation between sources; 0 where they differ no more than their errors explain.</param>
/// <param name="Predictive">Standard deviation of a further source around the mean: of both the spread and the mean's own error.</param>
/// <remarks>Reference: Paule and Mandel, Journal of Research of the National Bureau of Standards 1982, doi:10.6028/jres.087.022.</remarks>
internal sealed record SourceSpread(double Mean, double Deviation, double Predictive)
{
    public static SourceSpread Compute(double[] values, double[] variances)
    {
        var spread = Squares(values, variances, 0).Sum <= values.Length - 1 ? 0 : Solve(values, variances);
        var (_, mean, weight) = Squares(values, variances, spread);
        return new SourceSpread(mean, Math.Sqrt(spread), Math.Sqrt(spread + (1 / weight)));
    }

    private static double Solve(double[] values, double[] variances)
    {
        var (low, high) = (0.0, 1.0);
        while (Squares(values, variances, high).Sum > values.Length - 1) high *= 2;
        for (var i = 0; i < 200 && high - low > 1e-14 * high; i++)
        {
            var middle = (low + high) / 2;
            if (Squares(values, variances, middle).Sum > values.Length - 1) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static (double Sum, double Mean, double Weight) Squares(double[] values, double[] variances, double spread)
    {
        // A source known without error would take all the weight at a spread of 0.
        double[] weights = [.. variances.Select(v => 1 / Math.Max(v + spread, 1e-12))];
        var total = weights.Sum();
        var mean = values.Zip(weights, (v, w) => v * w).Sum() / total;
        return (values.Zip(weights, (v, w) => w * (v - mean) * (v - mean)).Sum(), mean, total);
    }
}
