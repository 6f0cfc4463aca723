using Counterpoise.Statistics;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Transfer.Sampling;

/// <summary>Whether chains agree, and how many independent draws they are worth.</summary>
/// <remarks>
/// Reference: Vehtari, Gelman, Simpson, Carpenter and Bürkner, "Rank-normalization, folding, and localization", Bayesian Analysis 2021,
/// doi:10.1214/20-BA1221.
/// </remarks>
public static class ChainDiagnostics
{
    /// <summary>
    /// R-hat of split chains: the greater of that of the rank-normalised draws (do chains agree on the centre) and of the folded ones
    /// (do they agree on the spread). Near 1 when they do.
    /// </summary>
    /// <param name="chains">Draws of one quantity, [chains][draws], at least 4 draws in each and as many in all.</param>
    public static double RHat(IReadOnlyList<double[]> chains)
    {
        Require(chains);
        var split = Split(chains);
        var median = Percentiles.Quantile([.. split.SelectMany(c => c)], 0.5);
        var folded = split.Select(c => Array.ConvertAll(c, v => Math.Abs(v - median))).ToArray();
        return Math.Max(SplitRHat(RankNormalize(split)), SplitRHat(RankNormalize(folded)));
    }

    /// <summary>
    /// The bulk effective sample size: of rank-normalised split chains, with Geyer's initial monotone sequence of autocorrelations.
    /// </summary>
    /// <param name="chains">Draws of one quantity, [chains][draws], at least 4 draws in each and as many in all.</param>
    public static double EffectiveSize(IReadOnlyList<double[]> chains)
    {
        Require(chains);
        return Effective(RankNormalize(Split(chains)));
    }

    private static double Effective(double[][] chains)
    {
        int m = chains.Length, n = chains[0].Length;
        var means = Array.ConvertAll(chains, c => Samples.Mean(c));
        var within = chains.Average(c => Samples.Variance(c, 1));
        var total = (within * (n - 1) / n) + Samples.Variance(means, 1);
        if (!(total > 0)) return double.NaN;
        double Correlation(int lag) => 1 - ((within - chains.Select((c, i) => Autocovariance(c, means[i], lag)).Average()) / total);
        // Pairs of neighbouring lags sum to something positive and falling for a reversible chain; where they cease to, noise begins.
        var (sum, least) = (0.0, double.PositiveInfinity);
        for (var lag = 0; lag + 1 < n; lag += 2)
        {
            var pair = (lag == 0 ? 1 : Correlation(lag)) + Correlation(lag + 1);
            if (!(pair > 0)) break;
            least = Math.Min(least, pair);
            sum += least;
        }

        double draws = m * n;
        return Math.Min(draws / Math.Max((2 * sum) - 1, 1 / Math.Log10(draws)), draws * Math.Log10(draws));
    }

    private static double Autocovariance(double[] chain, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = 0; i + lag < chain.Length; i++) sum += (chain[i] - mean) * (chain[i + lag] - mean);
        return sum / chain.Length;
    }

    private static double SplitRHat(double[][] chains)
    {
        double n = chains[0].Length;
        var within = chains.Average(c => Samples.Variance(c, 1));
        var between = n * Samples.Variance(Array.ConvertAll(chains, c => Samples.Mean(c)), 1);
        return within > 0 ? Math.Sqrt((((n - 1) / n * within) + (between / n)) / within) : double.NaN;
    }

    private static double[][] Split(IReadOnlyList<double[]> chains)
    {
        var half = chains[0].Length / 2;
        return [.. chains.SelectMany(c => new[] { c[..half], c[^half..] })];
    }

    private static double[][] RankNormalize(double[][] chains)
    {
        var n = chains[0].Length;
        var ranks = Ranks.Of([.. chains.SelectMany(c => c)]);
        return [.. chains.Select((_, c) => Enumerable.Range(0, n)
            .Select(i => Normal.InvCDF(0, 1, (ranks[(c * n) + i] - 0.375) / (ranks.Length + 0.25))).ToArray())];
    }

    private static void Require(IReadOnlyList<double[]> chains)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0 || chains[0].Length < 4 || chains.Any(c => c.Length != chains[0].Length))
            throw new ArgumentException(
                $"found {chains.Count} chains of {string.Join(", ", chains.Select(c => c.Length))} draws; expected at least one, each of "
                    + $"the same 4 draws or more", nameof(chains));
    }
}
