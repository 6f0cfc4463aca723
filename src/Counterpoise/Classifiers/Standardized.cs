using System.Numerics.Tensors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>Scales every column to mean 0 and standard deviation 1 with the weighted figures of the training rows, then fits the inner classifier; a constant column is only centred.</summary>
/// <param name="inner">The classifier that sees the scaled rows.</param>
public sealed class Standardized(IClassifier inner) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        double[] means = new double[features.Columns], scales = new double[features.Columns];
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        var total = w.Sum();
        for (var j = 0; j < means.Length; j++)
        {
            var column = features.Column(j);
            means[j] = TensorPrimitives.Dot<double>(w, column) / total;
            var deviation = Math.Sqrt(column.Select((v, i) => w[i] * (v - means[j]) * (v - means[j])).Sum() / total);
            // Rounding leaves a constant column a tiny deviation, which would be blown up to 1.
            scales[j] = deviation <= 1e-14 * Math.Abs(means[j]) || deviation == 0 ? 1 : deviation;
        }

        return new Fitted(inner.Fit(Scale(features, means, scales), labels, classCount, weights, random, cancellationToken), means, scales);
    }

    private static DenseMatrix Scale(DenseMatrix features, double[] means, double[] scales)
    {
        var scaled = new DenseMatrix(features.Rows, features.Columns);
        for (var i = 0; i < scaled.Data.Length; i++)
        {
            var j = i % scaled.Columns;
            scaled.Data[i] = (features.Data[i] - means[j]) / scales[j];
        }

        return scaled;
    }

    private sealed class Fitted(IFittedClassifier inner, double[] means, double[] scales) : IFittedClassifier, IDisposable
    {
        public int ClassCount => inner.ClassCount;

        public double[] PredictProbabilities(DenseMatrix features)
        {
            TrainingRows.CheckWidth(features, means.Length);
            return inner.PredictProbabilities(Scale(features, means, scales));
        }

        public void Dispose() => (inner as IDisposable)?.Dispose();
    }
}
