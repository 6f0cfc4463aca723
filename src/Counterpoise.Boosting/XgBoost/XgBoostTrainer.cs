using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Grows trees with XGBoost.</summary>
internal static class XgBoostTrainer
{
    public static BoostedTrees Boost(GradientBoostingOptions options, DenseMatrix features, CategoryCodes codes, ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights, DenseMatrix? validation, ReadOnlySpan<int> validationLabels, int classCount, long seed,
        CancellationToken cancellationToken)
    {
        XgBoostLibrary.Require();
        using var training = XgBoostRows.Of(codes.Apply(features), options.Threads).WithLabels(labels, weights);
        using var watched = validation is null ? null : XgBoostRows.Of(codes.Apply(validation), options.Threads)
            .WithLabels(validationLabels, []);
        var model = XgBoostModel.Create(training);
        try
        {
            Configure(model, options);
            SetObjective(model, classCount, seed, options.Threads);
            var (losses, best) = Rounds.Run(options, round => model.Update(round, training),
                watched is null ? null : round => model.Loss(round, watched), cancellationToken);
            if (best is { } kept && kept < losses.Count)
            {
                var all = model;
                model = all.First(kept);
                all.Dispose();
                model.Set("nthread", options.Threads);
            }

            return new BoostedTrees(model, codes, options.Threads) { ValidationLoss = losses };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public static BoostedTrees Forest(RandomForestOptions options, DenseMatrix features, CategoryCodes codes, ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights, int classCount, long seed)
    {
        XgBoostLibrary.Require();
        using var training = XgBoostRows.Of(codes.Apply(features), options.Threads).WithLabels(labels, weights);
        var model = XgBoostModel.Create(training);
        try
        {
            model.Set("learning_rate", 1);
            model.Set("num_parallel_tree", options.Trees);
            model.Set("subsample", options.RowShare);
            model.Set("colsample_bynode", options.ColumnShare);
            model.Set("lambda", options.L2Penalty);
            SetShape(model, options.MaxDepth, options.Leaves, options.MinChildWeight);
            SetObjective(model, classCount, seed, options.Threads);
            model.Update(0, training);
            return new BoostedTrees(model, codes, options.Threads);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void Configure(XgBoostModel model, GradientBoostingOptions options)
    {
        model.Set("learning_rate", options.LearningRate);
        model.Set("gamma", options.MinSplitGain);
        model.Set("subsample", options.RowShare);
        model.Set("colsample_bytree", options.ColumnShare);
        model.Set("lambda", options.L2Penalty);
        model.Set("alpha", options.L1Penalty);
        if (options.Method == TreeMethod.Histogram)
        {
            model.Set("max_bin", options.MaxBins);
            SetShape(model, options.MaxDepth, options.Leaves, options.MinChildWeight);
            return;
        }

        // The exact search grows level by level, and without a bound it would grow to single rows.
        model.Set("tree_method", "exact");
        model.Set("max_depth", options.MaxDepth ?? 6);
        model.Set("min_child_weight", options.MinChildWeight);
    }

    private static void SetShape(XgBoostModel model, int? depth, int leaves, double minChildWeight)
    {
        model.Set("tree_method", "hist");
        model.Set("grow_policy", "lossguide");
        model.Set("max_leaves", leaves);
        model.Set("max_depth", depth ?? 0);
        model.Set("min_child_weight", minChildWeight);
    }

    /// <summary>The loss: of the sigmoid for two classes, of the softmax for more.</summary>
    private static void SetObjective(XgBoostModel model, int classCount, long seed, int threads)
    {
        model.Set("verbosity", 0);
        model.Set("seed", seed);
        model.Set("nthread", threads);

        // Later versions guess the starting score from the labels; half is what all versions can agree on.
        model.Set("base_score", 0.5);
        model.Set("objective", classCount == 2 ? "binary:logistic" : "multi:softprob");
        model.Set("eval_metric", classCount == 2 ? "logloss" : "mlogloss");
        if (classCount > 2)
            model.Set("num_class", classCount);
        model.SetClassCount(classCount);
    }
}
