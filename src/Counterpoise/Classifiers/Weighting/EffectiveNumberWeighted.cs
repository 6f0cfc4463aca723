using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Fits the inner classifier with every row of class c weighted (1 − β) / (1 − β^n_c) on top of its own weight, scaled so that the
/// weights of the classes sum to the number of classes that are present: the effective number of samples.
/// </summary>
/// <param name="inner">The classifier; it must heed weights.</param>
/// <param name="options">Options; null takes the defaults.</param>
/// <remarks>Cui, Jia, Lin, Song and Belongie, "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019.</remarks>
public sealed class EffectiveNumberWeighted(IClassifier inner, EffectiveNumberOptions? options = null) : IClassifier
{
    private readonly EffectiveNumberOptions _options = options ?? new EffectiveNumberOptions();

    internal double Beta => _options.Beta;

    /// <inheritdoc/>
    public string Name => inner.Name + ", class-balanced weights";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new EffectiveNumberWeighted(inner.WithCategories(oneHot), _options);

    /// <inheritdoc/>
    public IFittedClassifier Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        _options.Validate();
        var counts = new int[classCount];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var ofClass = Array.ConvertAll(counts, n => n == 0 ? 0 : (1 - _options.Beta) / (1 - Math.Pow(_options.Beta, n)));
        var scale = counts.Count(n => n > 0) / ofClass.Sum();
        var balanced = new double[labels.Length];
        for (var i = 0; i < balanced.Length; i++)
        {
            balanced[i] = (weights.IsEmpty ? 1 : weights[i]) * ofClass[labels[i]] * scale;
        }

        return inner.Fit(features, labels, classCount, balanced, random, cancellationToken);
    }
}
