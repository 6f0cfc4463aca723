using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Clustering;

/// <summary>
/// Lloyd's k-means from ten k-means++ starts, the best of which is kept: at most 300 rounds each, until no label changes or the
/// centers move by less than 1e-4 of the mean variance. An empty cluster takes the row that is farthest from its center.
/// </summary>
/// <remarks>
/// Follows scikit-learn 1.2's <c>KMeans</c>, draw by draw. Reference: Lloyd, "Least squares quantization in PCM", IEEE TIT 1982.
/// </remarks>
internal static class KMeans
{
    private const int Starts = 10;
    private const int Rounds = 300;
    private const double Tolerance = 1e-4;

    internal static DenseMatrix Centers(DenseMatrix rows, int clusters, IRandomSource rng, CancellationToken cancellationToken)
    {
        var all = Enumerable.Range(0, rows.Rows).ToArray();
        var means = ColumnMoments.Means(rows, all);
        var centered = rows.SelectRows(all);
        Shift(centered, means, -1);
        var tolerance = Tolerance * ColumnMoments.Deviations(rows, all).Average(d => d * d);
        DenseMatrix? best = null;
        int[]? bestLabels = null;
        var bestInertia = double.PositiveInfinity;
        for (var start = 0; start < Starts; start++)
        {
            var labels = new int[rows.Rows];
            var centers = Run(centered, KMeansPlusPlus.Centers(centered, clusters, rng), labels, tolerance, cancellationToken);
            var inertia = 0.0;
            for (var i = 0; i < labels.Length; i++)
            {
                inertia += ExactDistance.Squared(centered.Row(i), centers.Row(labels[i]));
            }

            if (best is null || (inertia < bestInertia && !SameClustering(labels, bestLabels!, clusters)))
            {
                (best, bestLabels, bestInertia) = (centers, labels, inertia);
            }
        }

        Shift(best!, means, 1);
        return best!;
    }

    private static DenseMatrix Run(DenseMatrix rows, DenseMatrix centers, int[] labels, double tolerance,
        CancellationToken cancellationToken)
    {
        var old = new int[labels.Length];
        Array.Fill(old, -1);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ClusterAssignment.Assign(rows, centers, labels);
            var moved = Average(rows, centers, labels);
            var shift = ExactDistance.Squared(moved.Data, centers.Data);
            centers = moved;
            if (labels.AsSpan().SequenceEqual(old))
            {
                return centers;
            }

            if (shift <= tolerance)
            {
                break;
            }

            labels.CopyTo(old, 0);
        }

        ClusterAssignment.Assign(rows, centers, labels);
        return centers;
    }

    private static DenseMatrix Average(DenseMatrix rows, DenseMatrix centers, int[] labels)
    {
        var sums = new DenseMatrix(centers.Rows, centers.Columns);
        var weights = new double[centers.Rows];
        for (var i = 0; i < labels.Length; i++)
        {
            Accumulate(sums.Row(labels[i]), rows.Row(i), 1);
            weights[labels[i]]++;
        }

        var empty = Enumerable.Range(0, weights.Length).Where(c => weights[c] == 0).ToArray();
        if (empty.Length > 0)
        {
            var farthest = Enumerable.Range(0, labels.Length)
                .OrderByDescending(i => ExactDistance.Squared(rows.Row(i), centers.Row(labels[i]))).Take(empty.Length).ToArray();
            foreach (var (cluster, row) in empty.Zip(farthest))
            {
                Accumulate(sums.Row(labels[row]), rows.Row(row), -1);
                Accumulate(sums.Row(cluster), rows.Row(row), 1);
                weights[labels[row]]--;
                weights[cluster] = 1;
            }
        }

        for (var c = 0; c < weights.Length; c++)
        {
            var share = weights[c] > 0 ? 1.0 / weights[c] : 0;
            foreach (ref var value in sums.Row(c))
            {
                value *= share;
            }
        }

        return sums;
    }

    private static void Accumulate(Span<double> sum, ReadOnlySpan<double> row, double sign)
    {
        for (var c = 0; c < sum.Length; c++)
        {
            sum[c] += sign * row[c];
        }
    }

    private static void Shift(DenseMatrix matrix, double[] by, double sign)
    {
        for (var i = 0; i < matrix.Rows; i++)
        {
            Accumulate(matrix.Row(i), by, sign);
        }
    }

    private static bool SameClustering(int[] a, int[] b, int clusters)
    {
        var mapping = new int[clusters];
        Array.Fill(mapping, -1);
        for (var i = 0; i < a.Length; i++)
        {
            if (mapping[a[i]] == -1)
            {
                mapping[a[i]] = b[i];
            }
            else if (mapping[a[i]] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
