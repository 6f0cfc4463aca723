namespace Counterpoise.Statistics;

/// <summary>Quantiles by linear interpolation, as NumPy's default.</summary>
public static class Percentiles
{
    /// <summary>The quantile at <paramref name="q"/>: position q·(n−1) between the sorted values.</summary>
    /// <param name="values">At least one value, in any order.</param>
    /// <param name="q">In [0, 1].</param>
    /// <exception cref="ArgumentException">No values, or q outside [0, 1].</exception>
    public static double Quantile(ReadOnlySpan<double> values, double q)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, q);
    }

    /// <summary>The median: the middle value, or the mean of the two in the middle.</summary>
    /// <param name="values">At least one value, in any order.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Median(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("found no values; a median needs at least 1", nameof(values));
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The central interval that holds <paramref name="confidence"/> of the values.</summary>
    /// <param name="values">At least one value, in any order.</param>
    /// <param name="confidence">In (0, 1).</param>
    public static Interval Interval(ReadOnlySpan<double> values, double confidence)
    {
        Statistics.Interval.CheckConfidence(confidence);
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var tail = (1 - confidence) / 2;
        return new Interval(OfSorted(sorted, tail), OfSorted(sorted, 1 - tail), confidence);
    }

    internal static double OfSorted(double[] sorted, double q)
    {
        if (sorted.Length == 0) throw new ArgumentException("found no values; a quantile needs at least 1", nameof(sorted));
        if (!(q >= 0 && q <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "a quantile lies in [0, 1]");
        var position = q * (sorted.Length - 1);
        var low = (int)position;
        var high = Math.Min(low + 1, sorted.Length - 1);
        var part = position - low;
        var step = sorted[high] - sorted[low];
        // NumPy interpolates from the nearer end, which keeps the result monotone in q.
        return part >= 0.5 ? sorted[high] - (step * (1 - part)) : sorted[low] + (step * part);
    }
}
