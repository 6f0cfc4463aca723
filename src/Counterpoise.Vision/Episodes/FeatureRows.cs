using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>What few-shot methods do to rows of features.</summary>
internal static class FeatureRows
{
    private const double LeastNorm = 1e-12;

    /// <summary>Rows less a centre, divided by their norm; a row shorter than 1e-12 stays 0.</summary>
    public static DenseMatrix Normalize(DenseMatrix rows, double[]? center = null)
    {
        var result = new DenseMatrix(rows.Rows, rows.Columns, [.. rows.Data]);
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = result.Row(i);
            if (center is not null)
            {
                TensorPrimitives.Subtract(row, center, row);
            }

            TensorPrimitives.Divide(row, Math.Max(LeastNorm, TensorPrimitives.Norm<double>(row)), row);
        }

        return result;
    }

    /// <summary>The mean of each class's rows, C × d; a class without rows has zeros.</summary>
    public static DenseMatrix ClassMeans(DenseMatrix rows, int[] labels, int classCount)
    {
        var means = new DenseMatrix(classCount, rows.Columns);
        var counts = new int[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            counts[labels[i]]++;
            TensorPrimitives.Add(means.Row(labels[i]), rows.Row(i), means.Row(labels[i]));
        }

        for (var c = 0; c < classCount; c++)
        {
            TensorPrimitives.Divide(means.Row(c), Math.Max(1, counts[c]), means.Row(c));
        }

        return means;
    }

    /// <summary>softmax of a score of every query and class, row-major m × C.</summary>
    public static double[] Softmax(int queries, int classes, Func<int, int, double> score)
    {
        var result = new double[queries * classes];
        for (var i = 0; i < queries; i++)
        {
            var row = result.AsSpan(i * classes, classes);
            for (var c = 0; c < classes; c++)
            {
                row[c] = score(i, c);
            }

            TensorPrimitives.Subtract(row, TensorPrimitives.Max<double>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<double>(row), row);
        }

        return result;
    }

    public static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        TensorPrimitives.Dot(a, b) / Math.Max(LeastNorm, TensorPrimitives.Norm(a) * TensorPrimitives.Norm(b));
}
