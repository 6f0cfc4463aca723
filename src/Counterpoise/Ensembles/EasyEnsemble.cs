using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>
/// Boosting on several balanced draws, each without the frequent classes' other rows; the boosted members' probabilities are averaged.
/// </summary>
/// <remarks>
/// With every draw the frequent classes give other rows, so that together most of them are used. Costs members × rounds fits of C n_rare
/// rows. Probabilities are those of balanced classes. Within the spread of imbalanced-learn 0.10's EasyEnsembleClassifier. Reference: Liu,
/// Wu and Zhou, "Exploratory undersampling for class-imbalance learning", IEEE SMC-B 2009, doi:10.1109/TSMCB.2008.2007853; there the
/// members' scores are summed.
/// </remarks>
public sealed class EasyEnsemble : IClassifier
{
    private readonly EasyEnsembleOptions _options;
    private readonly IClassifier _inner;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="inner">The members; null takes stumps.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public EasyEnsemble(EasyEnsembleOptions? options = null, IClassifier? inner = null)
    {
        (_options, _inner) = (options ?? new EasyEnsembleOptions(), inner ?? new DecisionTree(new DecisionTreeOptions { MaxDepth = 1 }));
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"EasyEnsemble of {_options.Members} × {_options.Rounds} × {_inner.Name}";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new EasyEnsemble(_options, _inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var (y, rows) = (labels.ToArray(), BalancedDraw.Counted(weights, labels.Length));
        var boosted = new AdaBoost(new AdaBoostOptions { Members = _options.Rounds }, _inner);
        return new EnsembleMembers(features, y, classCount, weights.ToArray(), _options.Threads)
            .Fit(boosted, _options.Members, own => BalancedDraw.Of(y, rows, replacement: false, own), random, cancellationToken);
    }
}
