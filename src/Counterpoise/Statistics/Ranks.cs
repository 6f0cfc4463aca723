namespace Counterpoise.Statistics;

/// <summary>Ranks with ties at their mean.</summary>
public static class Ranks
{
    /// <summary>Ranks ascending from 1; equal values share the mean of their ranks.</summary>
    /// <param name="values">Values, none NaN.</param>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        var missing = Array.FindIndex(sorted, double.IsNaN);
        if (missing >= 0) throw new ArgumentException($"value {missing} is NaN; ranks need ordered values", nameof(values));
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i;
            while (end < sorted.Length && sorted[end] == sorted[i]) end++;
            for (var j = i; j < end; j++) ranks[order[j]] = (i + 1 + end) / 2.0;
            i = end;
        }

        return ranks;
    }

    /// <summary>Σ over groups of equal values of t³ − t, the tie term of rank tests.</summary>
    internal static double TieTerm(IEnumerable<double> values) => values.GroupBy(v => v).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
}
