namespace Counterpoise.Statistics;

/// <summary>Moments of samples and the checks that tests share.</summary>
internal static class Samples
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }

    /// <summary>Variance with n − ddof below.</summary>
    public static double Variance(ReadOnlySpan<double> values, int ddof)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var v in values) sum += (v - mean) * (v - mean);
        return sum / (values.Length - ddof);
    }

    public static double[] Differences(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException(
                $"found {a.Length} and {b.Length} values; a paired comparison needs the same splits and seeds on both sides");
        Require(a, 1);
        Require(b, 1);
        var differences = new double[a.Length];
        for (var i = 0; i < a.Length; i++) differences[i] = a[i] - b[i];
        return differences;
    }

    public static void Require(ReadOnlySpan<double> values, int least)
    {
        if (values.Length < least) throw new ArgumentException($"found {values.Length} values; expected at least {least}");
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"value {i} is {values[i]}; expected finite numbers: leave out the pairs that are undefined");
    }
}
