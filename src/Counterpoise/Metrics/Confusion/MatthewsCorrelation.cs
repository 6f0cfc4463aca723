namespace Counterpoise.Metrics;

/// <summary>Matthews' correlation of labels and predictions, for any number of classes, in [−1, 1].</summary>
/// <remarks>
/// Reference: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", Computational Biology
/// and Chemistry 2004, doi:10.1016/j.compbiolchem.2004.09.006.
/// </remarks>
public sealed class MatthewsCorrelation : IMetric
{
    /// <inheritdoc/>
    public string Name => "mcc";

    /// <inheritdoc/>
    public string Label => "Matthews correlation";

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

    /// <summary>
    /// Computes (s·tr − Σ row_c col_c) / sqrt((s² − Σ col_c²)(s² − Σ row_c²)); 0 where the denominator is 0, as scikit-learn.
    /// </summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    public static double Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        double total = confusion.TotalWeight, right = 0, cross = 0, rows = 0, columns = 0;
        for (var c = 0; c < confusion.ClassCount; c++)
        {
            double row = confusion.RowWeight(c), column = confusion.ColumnWeight(c);
            right += confusion.Weight(c, c);
            cross += row * column;
            rows += row * row;
            columns += column * column;
        }

        var denominator = Math.Sqrt(((total * total) - columns) * ((total * total) - rows));
        return denominator == 0 ? 0 : ((total * right) - cross) / denominator;
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(predictions.Confusion);
    }
}
