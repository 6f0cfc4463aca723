using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>
/// A random forest in which every tree learns from equally many rows of each class, with a draw of columns at every split.
/// </summary>
/// <remarks>
/// Costs trees × a tree of C n_rare rows; nothing grows with the frequent classes but prediction. Probabilities are those of balanced
/// classes. Differs from imbalanced-learn 0.10 by default in the draw, see <see cref="BalancedRandomForestOptions.BootstrapByClass"/>.
/// Reference: Chen, Liaw and Breiman, "Using random forest to learn imbalanced data", University of California, Berkeley, technical report
/// 666, 2004.
/// </remarks>
public sealed class BalancedRandomForest : IClassifier
{
    private readonly BalancedRandomForestOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public BalancedRandomForest(BalancedRandomForestOptions? options = null)
    {
        _options = options ?? new BalancedRandomForestOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"balanced random forest ({_options.Trees} trees)";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var (y, rows) = (labels.ToArray(), BalancedDraw.Counted(weights, labels.Length));
        var tree = new DecisionTree(new DecisionTreeOptions
        {
            MaxDepth = _options.MaxDepth,
            MinLeafRows = _options.MinLeafRows,
            MaxColumns = _options.MaxColumns ?? Math.Max(1, (int)Math.Sqrt(features.Columns)),
        });
        int[] Draw(IRandomSource own) => _options.BootstrapByClass
            ? BalancedDraw.Of(y, rows, replacement: true, own)
            : BalancedDraw.Bag(y, BalancedDraw.Of(y, rows, replacement: false, own), own);
        return new EnsembleMembers(features, y, classCount, weights.ToArray(), _options.Threads)
            .Fit(tree, _options.Trees, Draw, random, cancellationToken);
    }
}
