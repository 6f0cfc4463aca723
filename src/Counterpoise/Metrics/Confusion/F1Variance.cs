namespace Counterpoise.Metrics;

/// <summary>
/// The variance of the per-class F1 values. Lower is only better at equal mean: a model with every F1 at 0 has variance 0, so
/// print <see cref="MacroF1"/> with it.
/// </summary>
public sealed class F1Variance : IMetric
{
    /// <inheritdoc/>
    public string Name => "f1_variance";

    /// <inheritdoc/>
    public string Label => "F1 variance";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 0.25;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool NeedsProbabilities => false;

    /// <inheritdoc/>
    public bool NeedsEveryClass => true;

    /// <summary>Computes mean (F1_c − mean F1)², divided by C − <paramref name="degreesOfFreedom"/>; NaN if that is not above 0.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="degreesOfFreedom">0 for the population variance, 1 for the sample variance.</param>
    /// <param name="policy">What to do with a class without rows.</param>
    public static double Of(ConfusionMatrix confusion, int degreesOfFreedom = 0, AbsentClassPolicy policy = AbsentClassPolicy.Exclude)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var f1 = confusion.OverClasses(confusion.F1, policy).ToArray();
        if (f1.Length <= degreesOfFreedom) return double.NaN;
        var mean = f1.Average();
        return f1.Sum(v => (v - mean) * (v - mean)) / (f1.Length - degreesOfFreedom);
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion, 0, predictions.AbsentClasses);
    }
}
