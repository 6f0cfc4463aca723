using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Scales every column to mean 0 and standard deviation 1 with the weighted figures of the training rows, then fits the inner
/// classifier; a constant column is only centred.
/// </summary>
/// <param name="inner">The classifier that sees the scaled rows.</param>
public sealed class Standardized(IClassifier inner) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var scaling = FeatureScaling.Fit(features, weights);
        return new FittedStandardized(inner.Fit(scaling.Apply(features), labels, classCount, weights, random, cancellationToken), scaling);
    }
}
