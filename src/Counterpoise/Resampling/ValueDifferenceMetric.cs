namespace Counterpoise.Resampling;

/// <summary>
/// The value difference metric: two categories are as far apart as their class distributions.
/// <c>d(x, z) = sum_j (sum_c |P(c | x_j) - P(c | z_j)|)^2</c>.
/// </summary>
/// <remarks>Reference: Stanfill and Waltz, "Toward memory-based reasoning", CACM 1986, doi:10.1145/7902.7906.</remarks>
internal sealed class ValueDifferenceMetric
{
    private readonly NominalCodes[] _columns;
    private readonly double[][,] _distances;

    internal ValueDifferenceMetric(NominalCodes[] columns, int[] labels, int[] classes)
    {
        _columns = columns;
        _distances = Array.ConvertAll(columns, column => Distances(column, labels, classes));
    }

    internal double Distance(int row, int other)
    {
        var sum = 0.0;
        for (var c = 0; c < _columns.Length; c++)
        {
            sum += _distances[c][_columns[c].CodeOf(row), _columns[c].CodeOf(other)];
        }

        return sum;
    }

    private static double[,] Distances(NominalCodes column, int[] labels, int[] classes)
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

        var distances = new double[column.Values.Length, column.Values.Length];
        for (var v = 0; v < column.Values.Length; v++)
        {
            for (var w = 0; w < column.Values.Length; w++)
            {
                var sum = 0.0;
                for (var c = 0; c < classes.Length; c++)
                {
                    sum += Math.Abs(shares[w, c] - shares[v, c]);
                }

                distances[v, w] = sum * sum;
            }
        }

        return distances;
    }
}
