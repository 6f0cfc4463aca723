namespace Counterpoise.Transfer.Curves;

/// <summary>A curve as engineers pass it on: P(failure) with a band at given intensities.</summary>
public static class FragilityTable
{
    /// <summary>Computes the rows.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="intensities">Intensities above 0, in any order.</param>
    /// <param name="confidence">Nominal coverage of the bands in (0, 1); 0.9 is the field's custom.</param>
    public static IReadOnlyList<FragilityTableRow> Compute(IFragilityCurve curve, ReadOnlySpan<double> intensities, double confidence = 0.9)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var rows = new FragilityTableRow[intensities.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new FragilityTableRow(intensities[i], curve.Probability(intensities[i]), curve.Band(intensities[i], confidence));
        return rows;
    }

    /// <summary>Intensities that show a whole curve: evenly spaced in the logarithm from P near 0.001 to P near 0.999.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="count">How many, at least 2.</param>
    public static double[] Spread(IFragilityCurve curve, int count = 21)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var reach = 3 * curve.Dispersion;
        return [.. Enumerable.Range(0, count).Select(i => curve.Median * Math.Exp(reach * ((2.0 * i / (count - 1)) - 1)))];
    }
}
