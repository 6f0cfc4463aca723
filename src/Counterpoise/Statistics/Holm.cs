namespace Counterpoise.Statistics;

/// <summary>Holm's step-down correction of several p-values: adjusted p_(i) = max over j ≤ i of min(1, (m − j + 1) p_(j)).</summary>
/// <remarks>Reference: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 1979.</remarks>
public static class Holm
{
    /// <summary>Adjusts p-values; each may then be compared with the level of the whole family.</summary>
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
        var running = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            running = Math.Max(running, Math.Min(1, (order.Length - i) * p[order[i]]));
            adjusted[order[i]] = running;
        }

        return adjusted;
    }
}
