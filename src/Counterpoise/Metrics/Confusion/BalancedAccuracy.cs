namespace Counterpoise.Metrics;

/// <summary>Balanced accuracy: the mean of the per-class recalls.</summary>
/// <remarks>
/// Reference: Brodersen et al., "The balanced accuracy and its posterior distribution", ICPR 2010, doi:10.1109/ICPR.2010.764.
/// </remarks>
public sealed class BalancedAccuracy : IMetric
{
    /// <inheritdoc/>
    public string Name => "balanced_accuracy";

    /// <inheritdoc/>
    public string Label => "balanced accuracy";

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

    /// <summary>Computes mean over classes of recall_c; NaN if no class is left.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.OverClasses(confusion.Recall, policy).DefaultIfEmpty(double.NaN).Average();
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, predictions.AbsentClasses);
    }
}
