using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>A random forest by XGBoost's C library: one round of many trees, each on its own rows and columns, whose leaf values are averaged.</summary>
/// <remarks>
/// Unlike Breiman's forest, trees are grown by Newton steps of the log loss, rows are drawn without replacement, and what is averaged
/// are scores before the sigmoid or softmax. A class without rows gets the probability of a score below the others. Equal draws give equal models.
/// Reference: Breiman, "Random forests", Machine Learning 45, 2001, doi:10.1023/A:1010933404324.
/// </remarks>
public sealed class RandomForest : IClassifier
{
    private readonly RandomForestOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RandomForest(RandomForestOptions? options = null)
    {
        _options = options ?? new RandomForestOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "random forest";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights, IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        cancellationToken.ThrowIfCancellationRequested();
        XgBoostLibrary.Require();
        using var training = MatrixHandle.Of(features, _options.Threads).WithLabels(labels, weights);
        var booster = BoosterHandle.Create(training);
        try
        {
            Configure(booster, classCount, random.NextInteger(int.MaxValue));
            booster.Update(0, training);
            return new BoostedTrees(booster, classCount, _options.Threads);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    private void Configure(BoosterHandle booster, int classCount, long seed)
    {
        booster.Set("verbosity", 0);
        booster.Set("seed", seed);
        booster.Set("nthread", _options.Threads);
        booster.Set("tree_method", "hist");
        booster.Set("learning_rate", 1);
        booster.Set("num_parallel_tree", _options.Trees);
        booster.Set("max_depth", _options.MaxDepth);
        booster.Set("min_child_weight", _options.MinChildWeight);
        booster.Set("subsample", _options.RowShare);
        booster.Set("colsample_bynode", _options.ColumnShare);
        booster.Set("lambda", _options.L2Penalty);
        Objective.Set(booster, classCount);
    }
}
