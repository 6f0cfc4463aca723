using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>AdaBoost in which each member learns from a new balanced draw, and is judged on all rows.</summary>
/// <remarks>
/// The weights of the rows go on as in <see cref="AdaBoost"/>; a draw takes rows whatever their weight, and the member heeds the weights of
/// its rows. Costs members × (a fit of C n_rare rows and a prediction of all). Within the spread of imbalanced-learn 0.10's
/// RUSBoostClassifier.
/// Reference: Seiffert, Khoshgoftaar, Van Hulse and Napolitano, "RUSBoost", IEEE SMC-A 2010, doi:10.1109/TSMCA.2009.2029559.
/// </remarks>
public sealed class RusBoost : IClassifier
{
    private readonly RusBoostOptions _options;
    private readonly IClassifier _inner;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="inner">The members; null takes stumps.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public RusBoost(RusBoostOptions? options = null, IClassifier? inner = null)
    {
        (_options, _inner) = (options ?? new RusBoostOptions(), inner ?? new DecisionTree(new DecisionTreeOptions { MaxDepth = 1 }));
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"RUSBoost of {_options.Members} × {_inner.Name}";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new RusBoost(_options, _inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var (y, rows) = (labels.ToArray(), BalancedDraw.Counted(weights, labels.Length));
        return new AdaBoost(new AdaBoostOptions { Members = _options.Members, LearningRate = _options.LearningRate }, _inner)
            .Fit(features, y, classCount, weights, random, () => BalancedDraw.Of(y, rows, _options.Replacement, random), cancellationToken);
    }
}
