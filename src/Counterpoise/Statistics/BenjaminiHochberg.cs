namespace Counterpoise.Statistics;

/// <summary>
/// Benjamini and Hochberg's step-up correction of several p-values: adjusted p_(i) = min over j ≥ i of min(1, m p_(j) / j). Those at or
/// below q are false in an expected share of at most q, for tests that are independent or positively dependent.
/// </summary>
/// <remarks>
/// Reference: Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
/// </remarks>
public static class BenjaminiHochberg
{
    /// <summary>Adjusts p-values; each may then be compared with the false discovery rate of the whole family.</summary>
    /// <param name="pValues">m p-values in [0, 1]; NaN stays NaN and does not count.</param>
    /// <returns>m adjusted p-values, in the order given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside [0, 1].</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var p = pValues.ToArray();
        foreach (var value in p)
            if (value is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(pValues), value, "a p-value lies in [0, 1]");
        var order = Enumerable.Range(0, p.Length).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i]).ToArray();
        var adjusted = Array.ConvertAll(p, _ => double.NaN);
        var running = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            running = Math.Min(running, order.Length * p[order[i]] / (i + 1));
            adjusted[order[i]] = running;
        }

        return adjusted;
    }
}
