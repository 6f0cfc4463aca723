namespace Counterpoise.Metrics;

/// <summary>The unweighted mean of the per-class precisions; a class with rows that is never predicted counts 0.</summary>
public sealed class MacroPrecision : IMetric
{
    /// <inheritdoc/>
    public string Name => "macro_precision";

    /// <inheritdoc/>
    public string Label => "macro-precision";

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

    /// <summary>Computes mean over classes of precision_c; NaN if no class is left.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.OverClasses(confusion.Precision, policy).DefaultIfEmpty(double.NaN).Average();
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, predictions.AbsentClasses);
    }
}
