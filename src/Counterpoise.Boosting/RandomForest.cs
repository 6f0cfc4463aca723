using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>
/// A random forest by LightGBM, or by XGBoost where it is installed: many trees, each on its own rows and columns, whose leaf values are
/// averaged.
/// </summary>
/// <remarks>
/// Unlike Breiman's forest, trees are grown by Newton steps of the log loss, rows are drawn without replacement, and what is averaged
/// are scores before the sigmoid or softmax. A class without rows gets the probability of a score below the others. Equal draws give equal
/// models.
/// Reference: Breiman, "Random forests", Machine Learning 45, 2001, doi:10.1023/A:1010933404324.
/// </remarks>
public sealed class RandomForest : IClassifier
{
    private readonly RandomForestOptions _options;
    private readonly IReadOnlyList<Range> _oneHot;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomForest(RandomForestOptions? options = null) : this(options ?? new RandomForestOptions(), [])
    {
    }

    private RandomForest(RandomForestOptions options, IReadOnlyList<Range> oneHot)
    {
        options.Validate();
        (_options, _oneHot) = (options, oneHot);
    }

    /// <inheritdoc/>
    public string Name => _options.Engine == BoostingEngine.LightGbm ? "random forest" : "xgboost forest";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) =>
        new RandomForest(_options, oneHot ?? throw new ArgumentNullException(nameof(oneHot)));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        cancellationToken.ThrowIfCancellationRequested();
        var seed = random.NextInteger(int.MaxValue);
        return _options.Engine == BoostingEngine.LightGbm
            ? LightGbmTrainer.Forest(_options, features, new CategoryCodes(features.Columns, _oneHot), labels, weights, classCount, seed,
                cancellationToken)
            : XgBoostTrainer.Forest(_options, features, new CategoryCodes(features.Columns, _oneHot), labels, weights, classCount, seed);
    }
}
