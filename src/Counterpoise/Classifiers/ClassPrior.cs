using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>Predicts the weighted prior of each class for every row, so the majority class always: the floor of every comparison.</summary>
public sealed class ClassPrior : IClassifier
{
    /// <inheritdoc/>
    public string Name => "majority class";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var shares = TrainingRows.WeightPerClass(labels, classCount, weights);
        var total = shares.Sum();
        return new FittedClassPrior(Array.ConvertAll(shares, s => s / total), features.Columns);
    }
}
