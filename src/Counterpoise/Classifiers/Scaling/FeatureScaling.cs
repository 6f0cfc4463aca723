using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>
/// Brings every column to mean 0 and standard deviation 1 with the weighted figures of the rows it was fitted on; a constant
/// column is only centred.
/// </summary>
public sealed class FeatureScaling
{
    private readonly double[] _means, _scales;

    internal FeatureScaling(double[] means, double[] scales) => (_means, _scales) = (means, scales);

    internal double[] Means => _means;

    internal double[] Scales => _scales;

    /// <summary>Number of columns.</summary>
    public int Columns => _means.Length;

    /// <summary>Learns the figures. O(n d).</summary>
    /// <param name="features">n × d finite numbers of training rows, n at least 1.</param>
    /// <param name="weights">n weights, at least 0 and not all 0, or empty for a weight of 1 each.</param>
    public static FeatureScaling Fit(DenseMatrix features, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[] means = new double[features.Columns], scales = new double[features.Columns];
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, features.Rows)] : weights.ToArray();
        var total = w.Sum();
        for (var j = 0; j < means.Length; j++)
        {
            var column = features.Column(j);
            means[j] = TensorPrimitives.Dot<double>(w, column) / total;
            var deviation = Math.Sqrt(column.Select((v, i) => w[i] * (v - means[j]) * (v - means[j])).Sum() / total);
            // Rounding leaves a constant column a tiny deviation, which would be blown up to 1.
            scales[j] = deviation <= 1e-14 * Math.Abs(means[j]) || deviation == 0 ? 1 : deviation;
        }

        return new FeatureScaling(means, scales);
    }

    /// <summary>Scales rows, of training or not.</summary>
    /// <param name="features">Rows of as many columns.</param>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    public DenseMatrix Apply(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != Columns) throw new ArgumentException($"found {features.Columns} columns; expected {Columns}",
            nameof(features));
        var scaled = new DenseMatrix(features.Rows, features.Columns);
        for (var i = 0; i < scaled.Data.Length; i++)
        {
            var j = i % scaled.Columns;
            scaled.Data[i] = (features.Data[i] - _means[j]) / _scales[j];
        }

        return scaled;
    }
}
