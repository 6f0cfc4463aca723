using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.OneClass;

/// <summary>
/// Learns from the most frequent class alone: trees split at random until a row stands alone, and rows that are parted early are strange.
/// Score 2^(−mean depth / c(ψ)), c(n) = 2 H(n − 1) − 2 (n − 1) / n.
/// </summary>
/// <remarks>
/// O(trees · ψ log ψ) to fit, O(trees · log ψ) a row. A column and a threshold between its least and largest value are drawn at each node;
/// depth ends at ⌈log2 ψ⌉, where c of the rows that are left is added. Labels of other classes are not used but for how many rows are
/// called strange. Within the spread of scikit-learn's IsolationForest trained on the same rows. Reference: Liu, Ting and Zhou, "Isolation
/// forest", ICDM 2008, doi:10.1109/ICDM.2008.17.
/// </remarks>
public sealed class IsolationForest : IClassifier
{
    private readonly IsolationForestOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public IsolationForest(IsolationForestOptions? options = null)
    {
        _options = options ?? new IsolationForestOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "isolation forest of the majority";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(random);
        var rows = OneClassRows.Of(features, labels, classCount, weights);
        var sample = Math.Min(_options.SampleRows, rows.Rows.Rows);
        var trees = new IsolationTree[_options.Trees];
        for (var t = 0; t < trees.Length; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trees[t] = IsolationTree.Grow(rows.Rows, random.Permutation(rows.Rows.Rows)[..sample], random);
        }

        var score = new IsolationScore(trees, sample, features.Columns);
        return FittedOneClass.Of(rows, score.Of(rows.Rows), score);
    }
}
