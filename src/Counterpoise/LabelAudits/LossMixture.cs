using Counterpoise.Statistics;

namespace Counterpoise.LabelAudits;

/// <summary>
/// Two normal components fitted to the losses of each class apart by expectation maximisation; the probability that a row is of the
/// component with the larger mean says how suspicious its label is.
/// </summary>
/// <remarks>
/// Apart, because a common mixture takes all rows of a rare class, whose losses are large, for mislabelled. Starts at the 50th and 95th
/// percentile; variances are kept above 1e-6 of the class's variance; ends when the mean log-likelihood rises by less than 1e-10 or after
/// 500 steps. A class with fewer than 10 rows or one loss alone has probability 0. Losses below the smaller mean are not suspicious,
/// whatever the wider component says there. O(steps · n). References: Arazo et al., "Unsupervised label noise modeling and loss
/// correction", ICML 2019, arXiv:1904.11238; Li, Socher and Hoi, "DivideMix", ICLR 2020, arXiv:2002.07394.
/// </remarks>
public static class LossMixture
{
    private const int LeastRows = 10, MostSteps = 500;

    /// <summary>Fits the mixtures.</summary>
    /// <param name="losses">The loss of each of n rows, finite.</param>
    /// <param name="labels">The class of each row, in [0, C).</param>
    /// <param name="classCount">Number of classes.</param>
    /// <returns>The probability of the component with the larger mean, [n].</returns>
    /// <exception cref="ArgumentException">The lengths differ, a label is out of range, or a loss is not finite.</exception>
    public static double[] Probabilities(ReadOnlySpan<double> losses, ReadOnlySpan<int> labels, int classCount)
    {
        if (losses.Length != labels.Length)
            throw new ArgumentException($"found {losses.Length} losses for {labels.Length} labels; expected one per row", nameof(losses));
        Samples.Require(losses, 0);
        foreach (var label in labels)
            if ((uint)label >= (uint)classCount) throw new ArgumentException($"found label {label}; expected a class in [0, {classCount})",
                nameof(labels));
        var (all, y) = (losses.ToArray(), labels.ToArray());
        var result = new double[all.Length];
        for (var c = 0; c < classCount; c++)
        {
            var rows = Enumerable.Range(0, y.Length).Where(i => y[i] == c).ToArray();
            var own = Fit(Array.ConvertAll(rows, i => all[i]));
            for (var i = 0; i < rows.Length; i++) result[rows[i]] = own[i];
        }

        return result;
    }

    private static double[] Fit(double[] x)
    {
        var high = new double[x.Length];
        if (x.Length < LeastRows || x.Max() == x.Min()) return high;
        var variance = Samples.Variance(x, 0);
        var floor = 1e-6 * variance;
        var (low, up) = (new Component(0.9, Percentiles.Quantile(x, 0.5), variance),
            new Component(0.1, Percentiles.Quantile(x, 0.95), variance));
        var before = double.NegativeInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var likelihood = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var (a, b) = (low.LogDensity(x[i]), up.LogDensity(x[i]));
                var largest = Math.Max(a, b);
                var sum = largest + Math.Log(Math.Exp(a - largest) + Math.Exp(b - largest));
                (high[i], likelihood) = (Math.Exp(b - sum), likelihood + (sum / x.Length));
            }

            if (likelihood - before < 1e-10) break;
            before = likelihood;
            (low, up) = (Component.Of(x, Array.ConvertAll(high, h => 1 - h), floor), Component.Of(x, high, floor));
        }

        if (low.Mean > up.Mean) (low, high) = (up, Array.ConvertAll(high, h => 1 - h));
        return [.. high.Select((h, i) => x[i] < low.Mean ? 0 : h)];
    }

    private readonly record struct Component(double Share, double Mean, double Variance)
    {
        public double LogDensity(double x) => Math.Log(Math.Max(Share, 1e-300))
            - (0.5 * (Math.Log(2 * Math.PI * Variance) + ((x - Mean) * (x - Mean) / Variance)));

        public static Component Of(double[] x, double[] weights, double floor)
        {
            var total = Math.Max(weights.Sum(), 1e-300);
            var mean = x.Select((v, i) => weights[i] * v).Sum() / total;
            return new Component(total / x.Length, mean, Math.Max(floor,
                x.Select((v, i) => weights[i] * (v - mean) * (v - mean)).Sum() / total));
        }
    }
}
