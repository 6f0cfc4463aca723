namespace Counterpoise.ImbalancedRegression;

/// <summary>The keys of the metrics of a comparison of regressors; lower is better but for <see cref="RSquared"/>.</summary>
public static class RegressionMetrics
{
    /// <summary>Root of the relevance-weighted mean squared error, in units of the target: the metric of the verdict.</summary>
    public const string RelevanceWeighted = "relevance_weighted_rmse";

    /// <summary>Squared error relevance area, in squared units of the target.</summary>
    public const string Sera = "sera";

    /// <summary>Root mean squared error over all rows.</summary>
    public const string RootMeanSquared = "rmse";

    /// <summary>Mean absolute error over all rows.</summary>
    public const string MeanAbsolute = "mae";

    /// <summary>Share of the variance explained, over all rows.</summary>
    public const string RSquared = "r2";

    /// <summary>Root mean squared error over rows of relevance from the threshold on.</summary>
    public const string RareRootMeanSquared = "rare_rmse";

    /// <summary>Mean of |prediction − target| over rows of relevance from the threshold on.</summary>
    public const string RareMeanAbsolute = "rare_mae";

    /// <summary>All of them, in the order of tables.</summary>
    public static IReadOnlyList<string> All { get; } =
        [RelevanceWeighted, RareRootMeanSquared, RareMeanAbsolute, RootMeanSquared, MeanAbsolute, RSquared, Sera];

    /// <summary>The metrics of predictions; those without a value are not there.</summary>
    /// <param name="targets">True values, finite, at least one.</param>
    /// <param name="predictions">Predicted values, finite, one per row.</param>
    /// <param name="relevance">What matters; make it of the training targets.</param>
    /// <param name="threshold">Relevance from which a target is rare, in (0, 1].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static IReadOnlyDictionary<string, double> Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions,
        RelevanceFunction relevance, double threshold) =>
        Of(RegressionEvaluation.Of(targets, predictions, relevance), targets, predictions, relevance, threshold);

    /// <summary>The same where the evaluation of the predictions is there already.</summary>
    internal static IReadOnlyDictionary<string, double> Of(RegressionEvaluation all, ReadOnlySpan<double> targets,
        ReadOnlySpan<double> predictions, RelevanceFunction relevance, double threshold)
    {
        var phi = relevance.At(targets);
        double[] rare = [.. Statistics.Samples.Differences(predictions, targets).Where((_, i) => phi[i] >= threshold)];
        var values = new Dictionary<string, double>
        {
            [RelevanceWeighted] = Math.Sqrt(all.RelevanceWeightedError),
            [RareRootMeanSquared] = rare.Length == 0 ? double.NaN : Math.Sqrt(rare.Average(e => e * e)),
            [RareMeanAbsolute] = rare.Length == 0 ? double.NaN : rare.Average(Math.Abs),
            [RootMeanSquared] = all.RootMeanSquaredError,
            [MeanAbsolute] = all.MeanAbsoluteError,
            [RSquared] = all.RSquared,
            [Sera] = all.Sera,
        };
        return values.Where(v => double.IsFinite(v.Value)).ToDictionary();
    }
}
