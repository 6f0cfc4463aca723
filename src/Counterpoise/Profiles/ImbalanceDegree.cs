namespace Counterpoise.Profiles;

/// <summary>
/// The likelihood-ratio imbalance degree: 2 Σ_c n_c ln(C n_c / n), the likelihood-ratio statistic of "all classes are equally
/// likely". 0 for balanced classes; grows with the number of rows, so compare data sets of one size.
/// </summary>
/// <remarks>
/// Reference: Zhu, Wang, Ma, Wang and Xue, "LRID: a new metric of multi-class imbalance degree based on likelihood-ratio
/// test", Pattern Recognition Letters 2018, doi:10.1016/j.patrec.2018.09.012.
/// </remarks>
public static class ImbalanceDegree
{
    /// <summary>Computes the degree in nats; an empty class adds nothing of its own but counts in C.</summary>
    /// <param name="counts">Rows of each class, [C], at least 0.</param>
    public static double LikelihoodRatio(ReadOnlySpan<int> counts)
    {
        double total = 0, sum = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }

        foreach (var count in counts)
            if (count > 0) sum += count * Math.Log(counts.Length * (double)count / total);
        return Math.Max(0, 2 * sum);
    }

    /// <summary>The largest degree that so many rows in so many classes can have: all in one class, 2 n ln C nats.</summary>
    /// <param name="rows">Rows in all, at least 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows than 0 or fewer classes than 1.</exception>
    public static double LargestLikelihoodRatio(int rows, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return 2.0 * rows * Math.Log(classes);
    }
}
