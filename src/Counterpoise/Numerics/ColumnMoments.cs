namespace Counterpoise.Numerics;

/// <summary>Means and standard deviations of columns over some rows.</summary>
internal static class ColumnMoments
{
    /// <summary>Mean of each column, [columns].</summary>
    internal static double[] Means(DenseMatrix matrix, ReadOnlySpan<int> rows)
    {
        var means = new double[matrix.Columns];
        foreach (var row in rows)
        {
            var values = matrix.Row(row);
            for (var c = 0; c < means.Length; c++)
            {
                means[c] += values[c];
            }
        }

        for (var c = 0; c < means.Length; c++)
        {
            means[c] /= rows.Length;
        }

        return means;
    }

    /// <summary>Population standard deviation of each column, [columns].</summary>
    internal static double[] Deviations(DenseMatrix matrix, ReadOnlySpan<int> rows)
    {
        var means = Means(matrix, rows);
        var sums = new double[matrix.Columns];
        foreach (var row in rows)
        {
            var values = matrix.Row(row);
            for (var c = 0; c < sums.Length; c++)
            {
                var difference = values[c] - means[c];
                sums[c] += difference * difference;
            }
        }

        for (var c = 0; c < sums.Length; c++)
        {
            sums[c] = Math.Sqrt(sums[c] / rows.Length);
        }

        return sums;
    }
}
