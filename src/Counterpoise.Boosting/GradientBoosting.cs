using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>Gradient boosting of decision trees by XGBoost's C library.</summary>
/// <remarks>
/// Adds trees f that lower Σ w L(y, ŷ + f) + γ T + λ/2 ‖leaves‖² by Newton steps; L is the log loss, of the sigmoid for two classes and of
/// the softmax for more. O(rounds × rows × columns) time. A class without rows gets a probability near 0. Equal draws give equal models.
/// Reference: Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016, doi:10.1145/2939672.2939785.
/// </remarks>
public sealed class GradientBoosting : IClassifier
{
    private readonly GradientBoostingOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GradientBoosting(GradientBoostingOptions? options = null)
    {
        _options = options ?? new GradientBoostingOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "boosting";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random, CancellationToken cancellationToken = default)
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

    /// <summary>Learns from rows and stops by the loss of others; without <see cref="GradientBoostingOptions.EarlyStoppingRounds"/> their loss is only recorded.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 2.</param>
    /// <param name="weights">n weights, at least 0, or empty.</param>
    /// <param name="validationFeatures">m × d finite numbers: real rows, none of them a parent of a training row.</param>
    /// <param name="validationLabels">m classes.</param>
    /// <param name="random">Source of the seed.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">Shapes, classes, weights or features are wrong.</exception>
    public BoostedTrees Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, DenseMatrix validationFeatures, ReadOnlySpan<int> validationLabels, IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        TrainingRows.Check(validationFeatures, validationLabels, classCount, []);
        TrainingRows.CheckWidth(validationFeatures, features.Columns);
        ArgumentNullException.ThrowIfNull(random);
        return Train(features, labels, weights, validationFeatures, validationLabels, classCount, random.NextInteger(int.MaxValue), cancellationToken);
    }

    private BoostedTrees Train(DenseMatrix features, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, DenseMatrix? validation, ReadOnlySpan<int> validationLabels, int classCount, long seed, CancellationToken cancellationToken)
    {
        XgBoostLibrary.Require();
        using var training = MatrixHandle.Of(features, _options.Threads).WithLabels(labels, weights);
        using var watched = validation is null ? null : MatrixHandle.Of(validation, _options.Threads).WithLabels(validationLabels, []);
        var booster = BoosterHandle.Create(training);
        try
        {
            Configure(booster, classCount, seed);
            var losses = Boost(booster, training, watched, cancellationToken);
            var best = _options.EarlyStoppingRounds is null ? losses.Count : losses.IndexOf(losses.Min()) + 1;
            if (best < losses.Count)
            {
                var all = booster;
                booster = all.First(best);
                all.Dispose();
                booster.Set("nthread", _options.Threads);
            }

            return new BoostedTrees(booster, classCount, _options.Threads) { ValidationLoss = losses };
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private List<double> Boost(BoosterHandle booster, MatrixHandle training, MatrixHandle? watched, CancellationToken cancellationToken)
    {
        var losses = new List<double>();
        for (var round = 0; round < _options.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            booster.Update(round, training);
            if (watched is null)
                continue;
            losses.Add(booster.Loss(round, watched));
            if (losses.Count - 1 - losses.IndexOf(losses.Min()) >= _options.EarlyStoppingRounds)
                break;
        }

        return losses;
    }

    private void Configure(BoosterHandle booster, int classCount, long seed)
    {
        booster.Set("verbosity", 0);
        booster.Set("seed", seed);
        booster.Set("nthread", _options.Threads);
        booster.Set("tree_method", _options.Method == TreeMethod.Exact ? "exact" : "hist");
        booster.Set("learning_rate", _options.LearningRate);
        booster.Set("max_depth", _options.MaxDepth);
        booster.Set("min_child_weight", _options.MinChildWeight);
        booster.Set("gamma", _options.MinSplitGain);
        booster.Set("subsample", _options.RowShare);
        booster.Set("colsample_bytree", _options.ColumnShare);
        booster.Set("lambda", _options.L2Penalty);
        booster.Set("alpha", _options.L1Penalty);
        if (_options.Method == TreeMethod.Histogram)
            booster.Set("max_bin", _options.MaxBins);
        Objective.Set(booster, classCount);
    }
}
