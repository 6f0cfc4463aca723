using Counterpoise.Numerics;

namespace Counterpoise.Experiments;

/// <summary>
/// Rows in which numbers that differ by no more than rounding are one number, so that a row that was computed again, or went through single
/// precision, is known again. Whole numbers stay as they are.
/// </summary>
internal static class RoundedRows
{
    // Of the column's standard deviation, and of the number itself: single precision keeps 6e-8 of it.
    private const double OfSpread = 1e-7, OfValue = 1.2e-7;

    /// <summary>The same rows, each number replaced by the least of those that it cannot be told from. O(columns · n log n).</summary>
    /// <param name="rows">Rows, NaN where missing.</param>
    public static DenseMatrix Of(DenseMatrix rows)
    {
        var rounded = new DenseMatrix(rows.Rows, rows.Columns);
        for (var j = 0; j < rows.Columns; j++)
        {
            var values = new double[rows.Rows];
            for (var i = 0; i < values.Length; i++) values[i] = rows[i, j];
            double[] finite = [.. values.Where(double.IsFinite)];
            if (!Array.TrueForAll(finite, double.IsInteger))
                Join(values, finite);
            for (var i = 0; i < values.Length; i++) rounded[i, j] = values[i];
        }

        return rounded;
    }

    private static void Join(double[] values, double[] finite)
    {
        var mean = finite.Average();
        var spread = Math.Sqrt(finite.Average(v => (v - mean) * (v - mean)));
        int[] order = [.. Enumerable.Range(0, values.Length).Where(i => double.IsFinite(values[i])).OrderBy(i => values[i])];
        double last = double.NaN, first = double.NaN;
        foreach (var i in order)
        {
            var value = values[i];
            if (!(value - last <= Math.Max(OfSpread * spread, OfValue * Math.Abs(value)))) first = value;
            (last, values[i]) = (value, first);
        }
    }
}
