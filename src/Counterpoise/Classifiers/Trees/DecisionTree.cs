using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// A classification tree: at each node the column and threshold that make the two sides purest by Gini's index Σ_c p_c (1 − p_c), until a
/// node is pure or a limit is reached; a leaf predicts the weighted shares of its classes.
/// </summary>
/// <remarks>
/// O(d n log n) a level; nothing is pruned. A row goes left where its value is at most the threshold, halfway between neighbouring values.
/// Equals scikit-learn's DecisionTreeClassifier where no two splits are equally good; of equals the first column and lowest threshold are
/// taken, which scikit-learn draws. Rows of weight 0 are left out; a class without rows has probability 0.
/// Reference: Breiman, Friedman, Olshen and Stone, "Classification and regression trees", 1984.
/// </remarks>
public sealed class DecisionTree : IClassifier
{
    private readonly DecisionTreeOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public DecisionTree(DecisionTreeOptions? options = null)
    {
        _options = options ?? new DecisionTreeOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => _options.MaxDepth == 1 ? "decision stump" : "decision tree";

    /// <summary>Fits the tree.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, C, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty for a weight of 1 each.</param>
    /// <param name="random">Draws of columns; unused where all are looked at.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public FittedDecisionTree Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        double[] w = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        var rows = Enumerable.Range(0, w.Length).Where(i => w[i] > 0).ToArray();
        return new TreeGrower(features, labels.ToArray(), w, classCount, _options, random).Grow(rows, cancellationToken);
    }

    IFittedClassifier IClassifier.Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, weights, random, cancellationToken);
}
