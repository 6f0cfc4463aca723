using Counterpoise.Numerics;

namespace Counterpoise.Tabular.RgNet;

/// <summary>
/// An order of columns in which strongly correlated ones are neighbours: the leaves of average-linkage clustering by 1 − |correlation|.
/// O(n d² + d³).
/// </summary>
internal static class ColumnOrder
{
    /// <summary>The columns in their new order; constant columns are correlated with none.</summary>
    public static int[] Of(DenseMatrix rows)
    {
        var d = rows.Columns;
        var distance = Distances(rows);
        List<List<int>> clusters = [.. Enumerable.Range(0, d).Select(j => new List<int> { j })];
        while (clusters.Count > 1)
        {
            var (best, a, b) = (double.PositiveInfinity, 0, 1);
            for (var i = 0; i < clusters.Count; i++)
            {
                for (var j = i + 1; j < clusters.Count; j++)
                {
                    var between = clusters[i].Average(p => clusters[j].Average(q => distance[p, q]));
                    if (between < best)
                    {
                        (best, a, b) = (between, i, j);
                    }
                }
            }

            clusters[a].AddRange(clusters[b]);
            clusters.RemoveAt(b);
        }

        return [.. clusters[0]];
    }

    private static double[,] Distances(DenseMatrix rows)
    {
        var d = rows.Columns;
        var columns = Enumerable.Range(0, d).Select(j => Centred(rows.Column(j))).ToArray();
        var distance = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = i + 1; j < d; j++)
            {
                var product = columns[i].Zip(columns[j], (x, y) => x * y).Sum();
                distance[i, j] = distance[j, i] = 1 - Math.Abs(product);
            }
        }

        return distance;
    }

    private static double[] Centred(double[] values)
    {
        var mean = values.Average();
        var norm = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(values, v => norm > 0 ? (v - mean) / norm : 0);
    }
}
