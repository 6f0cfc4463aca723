namespace Counterpoise.Metrics;

/// <summary>
/// sqrt(sensitivity · specificity) with both averaged over classes first: imbalanced-learn's geometric_mean_score with
/// average='macro'. Not the multi-class <see cref="GeometricMean"/>.
/// </summary>
/// <remarks>Reference: Kubat and Matwin, "Addressing the curse of imbalanced training sets: one-sided selection", ICML 1997.</remarks>
public sealed class MacroGeometricMean : IMetric
{
    /// <inheritdoc/>
    public string Name => "macro_geometric_mean";

    /// <inheritdoc/>
    public string Label => "G-mean of macro means";

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

    /// <summary>Computes sqrt(mean recall_c · mean specificity_c); NaN if no class is left.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var sensitivity = confusion.OverClasses(confusion.Recall, policy).DefaultIfEmpty(double.NaN).Average();
        return Math.Sqrt(sensitivity * confusion.OverClasses(confusion.Specificity, policy).DefaultIfEmpty(double.NaN).Average());
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, predictions.AbsentClasses);
    }
}
