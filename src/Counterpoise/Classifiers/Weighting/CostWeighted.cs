using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// Fits the inner classifier with every row multiplied by the weight of its class, scaled so that the average row keeps its weight: what
/// missing a row of the class costs.
/// </summary>
/// <param name="inner">The classifier; it must heed weights.</param>
/// <param name="classWeights">The weight of each class, [C], positive.</param>
/// <remarks>Elkan, "The Foundations of Cost-Sensitive Learning", IJCAI 2001.</remarks>
public sealed class CostWeighted(IClassifier inner, IReadOnlyList<double> classWeights) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name + ", own class weights";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new CostWeighted(inner.WithCategories(oneHot), classWeights);

    /// <inheritdoc/>
    public IFittedClassifier Fit(
        DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        if (classWeights.Count != classCount)
        {
            throw new ArgumentException($"there are {classWeights.Count} class weights and {classCount} classes", nameof(classCount));
        }

        var (weighted, before, after) = (new double[labels.Length], 0.0, 0.0);
        for (var i = 0; i < weighted.Length; i++)
        {
            var own = weights.IsEmpty ? 1 : weights[i];
            weighted[i] = own * classWeights[labels[i]];
            (before, after) = (before + own, after + weighted[i]);
        }

        for (var i = 0; after > 0 && i < weighted.Length; i++)
        {
            weighted[i] *= before / after;
        }

        return inner.Fit(features, labels, classCount, weighted, random, cancellationToken);
    }
}
