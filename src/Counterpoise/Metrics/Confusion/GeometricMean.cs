namespace Counterpoise.Metrics;

/// <summary>The geometric mean of the per-class recalls: (∏ recall_c)^(1/C), as exp(mean log), exactly 0 if any recall is 0.</summary>
/// <remarks>
/// Reference: Sun, Kamel and Wang, "Boosting for learning multiple classes with imbalanced class distribution", ICDM 2006,
/// doi:10.1109/ICDM.2006.29; equals imbalanced-learn's geometric_mean_score with average='multiclass'.
/// </remarks>
public sealed class GeometricMean : IMetric
{
    /// <inheritdoc/>
    public string Name => "geometric_mean";

    /// <inheritdoc/>
    public string Label => "G-mean";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 1;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool NeedsProbabilities => false;

    /// <inheritdoc/>
    public bool NeedsEveryClass => true;

    /// <summary>
    /// Computes the multi-class geometric mean; for two classes it equals sqrt(sensitivity · specificity). NaN if no class is left.
    /// </summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var recalls = confusion.OverClasses(confusion.Recall, policy).DefaultIfEmpty(double.NaN).ToArray();
        return recalls.Contains(0) ? 0 : Math.Exp(recalls.Average(Math.Log));
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, predictions.AbsentClasses);
    }
}
