using Counterpoise.Randomness;

namespace Counterpoise.Learning.Scaling;

/// <summary>
/// Simulates steps of data-parallel training: each rank computes its share of the batch, the slowest is waited for, and one all-reduce
/// joins the gradients.
/// </summary>
/// <remarks>
/// A step takes max_r c_r + max(0, T(n) − o c) + m T(8), with c_r = (s₀ + s₁ ⌈B/p⌉) · max(1, p / cores) · contention · jitter, and the
/// cheaper of two
/// all-reduces, as MPI chooses: T(n) = 2 (p − 1) α + 2 (p − 1)/p · n/β in a ring, 2 ⌈log₂ p⌉ α + 2 (p − 1)/p · n/β by halving and doubling.
/// Cost O(steps · p). Reference: Thakur, Rabenseifner and Gropp, "Optimization of collective communication operations in MPICH", 2005,
/// doi:10.1177/1094342005051521.
/// </remarks>
public static class ScalingSimulator
{
    private const double ShortBytes = 8;

    /// <summary>Simulates.</summary>
    /// <param name="options">What is known and what is asked.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static ScalingEstimate Run(ScalingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var rows = (options.BatchSize + options.Ranks - 1) / options.Ranks;
        var own = (options.SecondsPerStep + (options.SecondsPerRow * rows)) * Math.Max(1,
            options.Ranks / (double)(options.SharedCores ?? options.Ranks));
        own *= options.SharedCores is not null && options.Ranks > 1 ? options.Contention : 1;
        var slowest = Slowest(options, own, cancellationToken);
        var gradients = Math.Max(0, AllReduceSeconds(options, options.GradientBytes) - (options.Overlap * own));
        var communication = gradients + (options.ShortMessages * AllReduceSeconds(options, ShortBytes));
        var alone = options.SecondsPerStep + (options.SecondsPerRow * options.BatchSize);
        var share = 2 * (options.Ranks - 1.0) / options.Ranks;
        return new ScalingEstimate(slowest + communication, own, slowest - own, communication,
            share * (options.GradientBytes + (options.ShortMessages * ShortBytes)), alone / (slowest + communication) / options.Ranks);
    }

    /// <summary>Time of one all-reduce: a ring, or halving and doubling, whichever is cheaper; 0 for one rank.</summary>
    /// <param name="options">Ranks, latency, bandwidth.</param>
    /// <param name="bytes">What is joined, 0 or more.</param>
    public static double AllReduceSeconds(ScalingOptions options, double bytes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (options.Ranks == 1)
        {
            return 0;
        }

        var messages = Math.Min(2 * (options.Ranks - 1), 2 * Math.Ceiling(Math.Log2(options.Ranks)));
        return (messages * options.Latency) + (2 * (options.Ranks - 1.0) / options.Ranks * bytes / options.Bandwidth);
    }

    /// <summary>The probability that a rank's rows of a shuffled batch hold none of a class: (1 − π)^⌈B/p⌉.</summary>
    /// <param name="batchSize">Rows B of the joined batch, at least 1.</param>
    /// <param name="ranks">p, at least 1.</param>
    /// <param name="share">π of the class, 0 to 1.</param>
    public static double ProbabilityWithoutClass(int batchSize, int ranks, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Math.Pow(1 - share, (batchSize + ranks - 1) / ranks);
    }

    /// <summary>Mean over steps of the slowest rank's computing.</summary>
    private static double Slowest(ScalingOptions options, double own, CancellationToken cancellationToken)
    {
        if (options.Jitter == 0)
        {
            return own;
        }

        var random = new RandomStream(options.Seed, "scaling");
        var variance = Math.Log(1 + (options.Jitter * options.Jitter));
        var sum = 0.0;
        for (var step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var largest = double.NegativeInfinity;
            for (var rank = 0; rank < options.Ranks; rank++)
            {
                largest = Math.Max(largest, random.NextNormal());
            }

            sum += Math.Exp((Math.Sqrt(variance) * largest) - (variance / 2));
        }

        return own * sum / options.Steps;
    }
}
