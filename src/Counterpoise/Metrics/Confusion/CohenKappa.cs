namespace Counterpoise.Metrics;

/// <summary>Cohen's kappa: agreement beyond that expected from the marginals.</summary>
/// <remarks>
/// Reference: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 1960,
/// doi:10.1177/001316446002000104.
/// </remarks>
public sealed class CohenKappa : IMetric
{
    /// <inheritdoc/>
    public string Name => "cohen_kappa";

    /// <inheritdoc/>
    public string Label => "Cohen's kappa";

    /// <inheritdoc/>
    public double? Low => -1;

    /// <inheritdoc/>
    public double? High => 1;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool NeedsProbabilities => false;

    /// <inheritdoc/>
    public bool NeedsEveryClass => true;

    /// <summary>Computes (p_o − p_e) / (1 − p_e); NaN if labels and predictions are one and the same class.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    public static double Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        double total = confusion.TotalWeight, right = 0, expected = 0;
        for (var c = 0; c < confusion.ClassCount; c++)
        {
            right += confusion.Weight(c, c);
            expected += confusion.RowWeight(c) * confusion.ColumnWeight(c);
        }

        expected /= total;
        return expected == total ? double.NaN : (right - expected) / (total - expected);
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion);
    }
}
