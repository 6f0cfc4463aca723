namespace Counterpoise.Metrics;

/// <summary>The share of rows predicted right. Misleading under imbalance: the majority class alone can carry it.</summary>
public sealed class Accuracy : IMetric
{
    /// <inheritdoc/>
    public string Name => "accuracy";

    /// <inheritdoc/>
    public string Label => "accuracy";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 1;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool NeedsProbabilities => false;

    /// <summary>Computes trace / total; NaN without rows.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    public static double Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return Enumerable.Range(0, confusion.ClassCount).Sum(c => confusion.Weight(c, c)) / confusion.TotalWeight;
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion);
    }
}
