using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Pipelines;

/// <summary>
/// Fits the inner classifier and divides its probabilities by the class priors of the training rows: post-hoc logit adjustment at strength
/// 1, log p_c − log π_c, which is consistent for the balanced error where the probabilities are right. Nothing is fitted, and it costs
/// nothing.
/// </summary>
/// <remarks>
/// A class without training rows keeps a probability of 0. With two classes the order of rows, and so AUROC, stays.
/// Reference: Menon, Jayasumana, Rawat, Jain, Veit and Kumar, "Long-tail learning via logit adjustment", ICLR 2021, arXiv:2007.07314.
/// </remarks>
/// <param name="inner">The classifier; it must not have evened out the classes itself.</param>
public sealed class LogitAdjusted(IClassifier inner) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name + ", logit adjustment";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new LogitAdjusted(inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var trained = TrainingRows.WeightPerClass(labels, classCount, weights);
        return new FittedLogitAdjusted(inner.Fit(features, labels, classCount, weights, random, cancellationToken), trained);
    }
}
