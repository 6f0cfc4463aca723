namespace Counterpoise.Resampling;

/// <summary>
/// The value difference metric: two categories are as far apart as their class distributions.
/// <c>d(x, z) = sum_j (sum_c |P(c | x_j) - P(c | z_j)|)^2</c>.
/// </summary>
/// <remarks>Reference: Stanfill and Waltz, "Toward memory-based reasoning", CACM 1986, doi:10.1145/7902.7906.</remarks>
internal sealed class ValueDifferenceMetric
{
    // Beyond, the distances of all pairs would take more memory than the rows, and most pairs never meet.
    private const int LargestTable = 1024;

    private readonly NominalCodes[] _columns;
    private readonly double[][,] _shares;
    private readonly double[,]?[] _distances;
    private readonly int _classes;

    internal ValueDifferenceMetric(NominalCodes[] columns, int[] labels, int[] classes)
    {
        (_columns, _classes) = (columns, classes.Length);
        _shares = Array.ConvertAll(columns, column => Shares(column, labels, classes));
        _distances = Array.ConvertAll(_shares, shares => shares.GetLength(0) <= LargestTable ? Distances(shares) : null);
    }

    internal double Distance(int row, int other)
    {
        var sum = 0.0;
        for (var c = 0; c < _columns.Length; c++)
        {
            var (v, w) = (_columns[c].CodeOf(row), _columns[c].CodeOf(other));
            sum += _distances[c] is { } table ? table[v, w] : Between(_shares[c], v, w);
        }

        return sum;
    }

    private double Between(double[,] shares, int v, int w)
    {
        if (v == w)
            return 0;
        var sum = 0.0;
        for (var c = 0; c < _classes; c++)
        {
            sum += Math.Abs(shares[w, c] - shares[v, c]);
        }

        return sum * sum;
    }

    private static double[,] Shares(NominalCodes column, int[] labels, int[] classes)
    {
        var shares = new double[column.Values.Length, classes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            shares[column.CodeOf(i), Array.BinarySearch(classes, labels[i])]++;
        }

        for (var v = 0; v < column.Values.Length; v++)
        {
            var total = Enumerable.Range(0, classes.Length).Sum(c => shares[v, c]);
            for (var c = 0; c < classes.Length; c++)
            {
                shares[v, c] /= total;
            }
        }

        return shares;
    }

    private double[,] Distances(double[,] shares)
    {
        var values = shares.GetLength(0);
        var distances = new double[values, values];
        for (var v = 0; v < values; v++)
        {
            for (var w = 0; w < values; w++)
            {
                distances[v, w] = Between(shares, v, w);
            }
        }

        return distances;
    }
}
