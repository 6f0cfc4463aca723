namespace Counterpoise.Profiles;

/// <summary>How uneven class counts are, as one number.</summary>
public static class ImbalanceLevel
{
    /// <summary>σ = StdDev(f_1..f_C) with f_c = n_c / Σn: 0 for balanced classes, at most √(C−1)/C (population).</summary>
    /// <param name="counts">Rows of each class, [C], not negative, not all 0.</param>
    /// <param name="deltaDegreesOfFreedom">0 for the population's deviation, 1 for the sample's.</param>
    /// <exception cref="ArgumentException">There are too few classes, or no rows.</exception>
    /// <remarks>
    /// Reference: Seo et al., "Adaptive Contrastive Learning Framework for Real-World Applications with Class Imbalance", Eq. 4.
    /// </remarks>
    public static double StandardDeviation(ReadOnlySpan<int> counts, int deltaDegreesOfFreedom = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deltaDegreesOfFreedom);
        if (counts.Length <= deltaDegreesOfFreedom)
        {
            throw new ArgumentException(
                $"{counts.Length} classes are too few for a standard deviation with {deltaDegreesOfFreedom} delta degrees of freedom",
                nameof(counts));
        }

        long total = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }

        if (total == 0)
        {
            throw new ArgumentException($"all {counts.Length} classes are empty", nameof(counts));
        }

        double mean = 1.0 / counts.Length, squares = 0;
        foreach (var count in counts)
        {
            var deviation = ((double)count / total) - mean;
            squares += deviation * deviation;
        }

        return Math.Sqrt(squares / (counts.Length - deltaDegreesOfFreedom));
    }
}
