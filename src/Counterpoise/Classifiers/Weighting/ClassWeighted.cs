using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Fits the inner classifier with every row weighted W / (C · W_class) on top of its own weight, where W are sums of weights, so
/// that each class counts the same: scikit-learn's <c>class_weight='balanced'</c>, the control that every resampler must beat.
/// </summary>
/// <param name="inner">The classifier; it must heed weights.</param>
public sealed class ClassWeighted(IClassifier inner) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name + ", class weights";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new ClassWeighted(inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var own = weights.ToArray();
        double Own(int row) => own.Length == 0 ? 1 : own[row];
        var totals = TrainingRows.WeightPerClass(labels, classCount, weights);
        var (all, present) = (totals.Sum(), totals.Count(t => t > 0));
        var balanced = new double[labels.Length];
        for (var i = 0; i < balanced.Length; i++)
            if (Own(i) > 0) balanced[i] = Own(i) * all / (present * totals[labels[i]]);
        return inner.Fit(features, labels, classCount, balanced, random, cancellationToken);
    }
}
