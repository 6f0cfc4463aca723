using Counterpoise.Randomness;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Statistics;

/// <summary>Bootstrap intervals: the statistic of samples drawn with replacement.</summary>
/// <remarks>
/// References: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 1979,
/// doi:10.1214/aos/1176344552; Efron, "Better bootstrap confidence intervals", JASA 1987, doi:10.1080/01621459.1987.10478410.
/// </remarks>
public static class Bootstrap
{
    /// <summary>The interval of any statistic of one sample. O(replicates · cost of the statistic).</summary>
    /// <param name="values">n finite values, n at least 2.</param>
    /// <param name="statistic">The statistic of a sample; may be given the same array again and again.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="replicates">Number of draws, at least 1.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <param name="method">Percentile or BCa; BCa is the percentile interval where it is undefined: all values equal, or every draw on one
    /// side of the estimate.</param>
    /// <param name="cancellationToken">Stops the draws.</param>
    /// <exception cref="ArgumentException">Fewer than 2 values, or one is not finite.</exception>
    public static Interval Interval(ReadOnlySpan<double> values, Func<double[], double> statistic, IRandomSource random,
        int replicates = 2000,
        double confidence = 0.95, BootstrapMethod method = BootstrapMethod.Percentile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        Samples.Require(values, 2);
        var sample = new double[values.Length];
        var draws = new double[replicates];
        for (var b = 0; b < replicates; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < sample.Length; i++) sample[i] = values[(int)random.NextInteger(values.Length)];
            draws[b] = statistic(sample);
        }

        if (method == BootstrapMethod.Percentile) return Percentiles.Interval(draws, confidence);
        var leaveOneOut = new double[values.Length];
        for (var i = 0; i < leaveOneOut.Length; i++) leaveOneOut[i] = statistic([.. values[..i], .. values[(i + 1)..]]);
        return BiasCorrected(draws, statistic(values.ToArray()), leaveOneOut, confidence);
    }

    /// <summary>The interval of the mean difference of pairs, mean(a − b): pairs are drawn, so what both share cancels.</summary>
    /// <param name="a">n values of one method.</param>
    /// <param name="b">n values of the other, on the same splits and seeds.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="replicates">Number of draws, at least 1.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <param name="method">Percentile or BCa.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than 2 pairs, or a value is not finite.</exception>
    public static Interval Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, IRandomSource random, int replicates = 2000,
        double confidence = 0.95, BootstrapMethod method = BootstrapMethod.Percentile) =>
        Interval(Samples.Differences(a, b), static d => Samples.Mean(d), random, replicates, confidence, method);

    internal static Interval BiasCorrected(double[] draws, double observed, double[] leaveOneOut, double confidence)
    {
        Statistics.Interval.CheckConfidence(confidence);
        Array.Sort(draws);
        double below = draws.Count(d => d < observed), equal = draws.Count(d => d == observed);
        var share = (below + (equal / 2)) / draws.Length;
        var mean = Samples.Mean(leaveOneOut);
        double squares = leaveOneOut.Sum(v => Math.Pow(mean - v, 2)), cubes = leaveOneOut.Sum(v => Math.Pow(mean - v, 3));
        if (squares == 0 || share is 0 or 1) return Percentiles.Interval(draws, confidence);
        var bias = Normal.InvCDF(0, 1, share);
        var acceleration = cubes / (6 * Math.Pow(squares, 1.5));
        double At(double q)
        {
            var z = bias + Normal.InvCDF(0, 1, q);
            return Percentiles.OfSorted(draws, Normal.CDF(0, 1, bias + (z / (1 - (acceleration * z)))));
        }

        return new Interval(At((1 - confidence) / 2), At((1 + confidence) / 2), confidence);
    }
}
