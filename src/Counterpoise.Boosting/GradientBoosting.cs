using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>Gradient boosting of decision trees by LightGBM, or by XGBoost where it is installed.</summary>
/// <remarks>
/// Adds trees f that lower Σ w L(y, ŷ + f) + γ T + λ/2 ‖leaves‖² by Newton steps; L is the log loss, of the sigmoid for two classes and of
/// the softmax for more. O(rounds × rows × columns) time. A class without rows gets a probability near 0. Equal draws give equal models.
/// Trees grow leaf by leaf, the best split first.
/// References: Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017; Chen and Guestrin, "XGBoost: a
/// scalable tree boosting system", KDD 2016, doi:10.1145/2939672.2939785.
/// </remarks>
public sealed class GradientBoosting : IClassifier
{
    private readonly GradientBoostingOptions _options;
    private readonly IReadOnlyList<Range> _oneHot;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GradientBoosting(GradientBoostingOptions? options = null) : this(options ?? new GradientBoostingOptions(), [])
    {
    }

    private GradientBoosting(GradientBoostingOptions options, IReadOnlyList<Range> oneHot)
    {
        options.Validate();
        (_options, _oneHot) = (options, oneHot);
    }

    /// <inheritdoc/>
    public string Name => _options.Engine == BoostingEngine.LightGbm ? "boosting" : "xgboost";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) =>
        new GradientBoosting(_options, oneHot ?? throw new ArgumentNullException(nameof(oneHot)));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var seed = random.NextInteger(int.MaxValue);
        if (_options.EarlyStoppingRounds is null)
            return Train(features, labels, weights, null, [], classCount, seed, cancellationToken);

        var (kept, held) = HeldOutRows.Draw(labels, classCount, _options.ValidationShare, random);
        return Train(
            features.SelectRows(kept), HeldOutRows.Pick(labels, kept), weights.IsEmpty ? [] : HeldOutRows.Pick(weights, kept),
            features.SelectRows(held), HeldOutRows.Pick(labels, held), classCount, seed, cancellationToken);
    }

    /// <summary>
    /// Learns from rows and stops by the loss of others; without <see cref="GradientBoostingOptions.EarlyStoppingRounds"/> their loss is
    /// only recorded.
    /// </summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty.</param>
    /// <param name="validationFeatures">m × d finite numbers: real rows, none of them a parent of a training row.</param>
    /// <param name="validationLabels">m classes.</param>
    /// <param name="random">Source of the seed.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public BoostedTrees Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        DenseMatrix validationFeatures, ReadOnlySpan<int> validationLabels, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        TrainingRows.Check(validationFeatures, validationLabels, classCount, []);
        TrainingRows.CheckWidth(validationFeatures, features.Columns);
        ArgumentNullException.ThrowIfNull(random);
        return Train(features, labels, weights, validationFeatures, validationLabels, classCount, random.NextInteger(int.MaxValue),
            cancellationToken);
    }

    private BoostedTrees Train(DenseMatrix features, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, DenseMatrix? validation,
        ReadOnlySpan<int> validationLabels, int classCount, long seed, CancellationToken cancellationToken) =>
        _options.Engine == BoostingEngine.LightGbm
            ? LightGbmTrainer.Boost(_options, features, new CategoryCodes(features.Columns, _oneHot), labels, weights, validation,
                validationLabels, classCount, seed, cancellationToken)
            : XgBoostTrainer.Boost(_options, features, new CategoryCodes(features.Columns, _oneHot), labels, weights, validation,
                validationLabels, classCount, seed, cancellationToken);
}
