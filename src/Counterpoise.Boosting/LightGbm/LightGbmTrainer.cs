using System.Globalization;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Grows trees with LightGBM.</summary>
internal static class LightGbmTrainer
{
    public static BoostedTrees Boost(GradientBoostingOptions options, DenseMatrix features, CategoryCodes codes, ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights, DenseMatrix? validation, ReadOnlySpan<int> validationLabels, int classCount, long seed,
        CancellationToken cancellationToken)
    {
        LightGbmLibrary.Require();
        var parameters = $"{Common(classCount, seed, options.Threads)} {Parameters(options)}";
        using var training = LightGbmRows.From(codes.Apply(features), labels, weights, parameters);
        using var watched = validation is null ? null : LightGbmRows.From(codes.Apply(validation), validationLabels, [], parameters,
            training);
        var model = LightGbmModel.Create(training, parameters);
        try
        {
            if (watched is not null)
                model.Watch(watched);
            var (losses, best) = Rounds.Run(options, _ => model.Update(), watched is null ? null : _ => model.Loss(), cancellationToken);
            if (best is { } kept)
                model.KeepFirst(kept);
            return new BoostedTrees(model, codes, options.Threads) { ValidationLoss = losses };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public static BoostedTrees Forest(RandomForestOptions options, DenseMatrix features, CategoryCodes codes, ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights, int classCount, long seed, CancellationToken cancellationToken)
    {
        LightGbmLibrary.Require();
        var parameters = $"{Common(classCount, seed, options.Threads)} {Parameters(options)}";
        using var training = LightGbmRows.From(codes.Apply(features), labels, weights, parameters);
        var model = LightGbmModel.Create(training, parameters);
        try
        {
            for (var tree = 0; tree < options.Trees; tree++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!model.Update())
                    break;
            }

            return new BoostedTrees(model, codes, options.Threads);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Trees that predict a number, by squared error.</summary>
    public static LightGbmModel Regress(GradientBoostingOptions options, DenseMatrix features, ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights, long seed, CancellationToken cancellationToken)
    {
        LightGbmLibrary.Require();
        var parameters = $"{Common("objective=regression metric=l2", seed, options.Threads)} {Parameters(options)}";
        using var training = LightGbmRows.From(features, targets, weights, parameters);
        var model = LightGbmModel.Create(training, parameters);
        try
        {
            _ = Rounds.Run(options, _ => model.Update(), null, cancellationToken);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static string Common(int classCount, long seed, int threads) => Common(
        classCount == 2 ? "objective=binary metric=binary_logloss"
            : string.Create(CultureInfo.InvariantCulture, $"objective=multiclass metric=multi_logloss num_class={classCount}"),
        seed, threads);

    private static string Common(string objective, long seed, int threads) => string.Create(CultureInfo.InvariantCulture,
        $"verbosity=-1 seed={seed} num_threads={threads} deterministic=true force_row_wise=true feature_pre_filter=false "
            + $"min_data_in_bin=1 {objective}");

    private static string Parameters(GradientBoostingOptions o) => string.Create(CultureInfo.InvariantCulture,
        $"boosting=gbdt learning_rate={o.LearningRate} num_leaves={o.Leaves} max_depth={o.MaxDepth ?? -1} "
            + $"min_data_in_leaf={o.MinLeafRows} min_sum_hessian_in_leaf={o.MinChildWeight} min_gain_to_split={o.MinSplitGain} "
            + $"bagging_fraction={o.RowShare} bagging_freq={(o.RowShare < 1 ? 1 : 0)} feature_fraction={o.ColumnShare} "
            + $"lambda_l2={o.L2Penalty} lambda_l1={o.L1Penalty} max_bin={o.MaxBins}");

    private static string Parameters(RandomForestOptions o) => string.Create(CultureInfo.InvariantCulture,
        $"boosting=rf num_leaves={o.Leaves} max_depth={o.MaxDepth ?? -1} min_data_in_leaf={o.MinLeafRows} "
            + $"min_sum_hessian_in_leaf={o.MinChildWeight} bagging_fraction={o.RowShare} bagging_freq=1 "
            + $"feature_fraction_bynode={o.ColumnShare} lambda_l2={o.L2Penalty}");
}
