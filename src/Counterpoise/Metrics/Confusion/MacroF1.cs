namespace Counterpoise.Metrics;

/// <summary>Macro-F1: the unweighted mean of the per-class F1 values.</summary>
/// <remarks>Reference: Opitz and Burst, "Macro F1 and Macro F1", arXiv:1911.03347 (this is their averaged F1).</remarks>
public sealed class MacroF1 : IMetric
{
    /// <inheritdoc/>
    public string Name => "macro_f1";

    /// <inheritdoc/>
    public string Label => "macro-F1";

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

    /// <summary>Computes mean over classes of F1_c = 2 M_cc / (row_c + col_c); NaN if no class is left.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.OverClasses(confusion.F1, policy).DefaultIfEmpty(double.NaN).Average();
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, predictions.AbsentClasses);
    }
}
