using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tabular.RgNet;

/// <summary>
/// RGNet: a row is mapped to ever narrower scales, d → ⌊d/2⌋ → … → 2, and classified by the concatenation of all of them; trained by Adam
/// on the weighted mean of −log p(y), without a loss of its own for imbalance.
/// </summary>
/// <remarks>
/// O(epochs · n · Σ d_l d_{l+1}). Features are not scaled here: wrap it in <see cref="Standardized"/>. With one column, or no more than
/// <see cref="RgNetOptions.LeastWidth"/>, it is logistic regression. A class without rows gets a small probability. The draws are one
/// seed, the validation rows and the order of rows of each epoch. Reference: Nikulchev and Ilin, arXiv:2606.18326, whose text does not
/// give layers, widths and optimiser: those are ours. Compare it with <see cref="SkipPerceptron"/>, not with logistic regression, which it
/// contains.
/// </remarks>
public sealed class RgNetClassifier : IClassifier
{
    private readonly RgNetOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public RgNetClassifier(RgNetOptions? options = null)
    {
        _options = options ?? new RgNetOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "RGNet";

    /// <summary>Fits the network.</summary>
    /// <param name="features">n × d finite numbers of comparable scale.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="random">Draws of the seed, the validation rows and the order of rows.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public FittedScaleNetwork Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        return ScaleTraining.Fit(_options.Shape(features.Columns, classCount), _options, features, labels, weights, random,
            cancellationToken);
    }

    IFittedClassifier IClassifier.Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
            CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, weights, random, cancellationToken);
}
