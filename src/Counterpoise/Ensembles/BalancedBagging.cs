using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>
/// Bagging in which each member learns from a bag that is balanced by leaving out rows of the frequent classes; the members' probabilities
/// are averaged.
/// </summary>
/// <remarks>
/// Every class comes down to the rarest of the bag. Costs members × a fit of 2 n_rare rows. Probabilities are those of balanced classes:
/// correct them with <see cref="Calibration.PriorCorrection"/> before they are read as shares. Within the spread of imbalanced-learn 0.10's
/// BalancedBaggingClassifier. References: Breiman, "Bagging predictors", Machine Learning 1996, doi:10.1007/BF00058655; Hido, Kashima and
/// Takahashi, "Roughly balanced bagging", Statistical Analysis and Data Mining 2009, doi:10.1002/sam.10061.
/// </remarks>
public sealed class BalancedBagging : IClassifier
{
    private readonly BalancedBaggingOptions _options;
    private readonly IClassifier _inner;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="inner">The members; null takes full decision trees.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public BalancedBagging(BalancedBaggingOptions? options = null, IClassifier? inner = null)
    {
        (_options, _inner) = (options ?? new BalancedBaggingOptions(), inner ?? new DecisionTree());
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"balanced bagging of {_options.Members} × {_inner.Name}";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new BalancedBagging(_options, _inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var (y, rows) = (labels.ToArray(), BalancedDraw.Counted(weights, labels.Length));
        int[] Draw(IRandomSource own) => BalancedDraw.Of(y, _options.Bootstrap ? BalancedDraw.Bag(y, rows, own) : rows,
            _options.Replacement, own);
        return new EnsembleMembers(features, y, classCount, weights.ToArray(), _options.Threads)
            .Fit(_inner, _options.Members, Draw, random, cancellationToken);
    }
}
