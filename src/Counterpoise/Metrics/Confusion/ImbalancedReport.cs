namespace Counterpoise.Metrics;

/// <summary>imbalanced-learn's classification report: per class and averaged by support.</summary>
/// <param name="Classes">One row per class, in class order.</param>
/// <param name="Average">The mean of the rows weighted by support, named <c>avg / total</c>.</param>
/// <remarks>
/// Reference for the index of balanced accuracy: García, Mollineda and Sánchez, "Index of balanced accuracy", IbPRIA 2009,
/// doi:10.1007/978-3-642-02172-5_57.
/// </remarks>
public sealed record ImbalancedReport(IReadOnlyList<ImbalancedReportRow> Classes, ImbalancedReportRow Average)
{
    /// <summary>Makes the report. A value that is undefined counts 0, as in imbalanced-learn.</summary>
    /// <param name="confusion">Counts of (true, predicted).</param>
    /// <param name="alpha">Weight of the dominance (sensitivity − specificity) in IBA; default 0.1.</param>
    public static ImbalancedReport Of(ConfusionMatrix confusion, double alpha = 0.1)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var rows = Enumerable.Range(0, confusion.ClassCount).Select(c => Row(confusion, c, alpha)).ToArray();
        double total = confusion.TotalWeight;
        double Mean(Func<ImbalancedReportRow, double> value) => rows.Select((r, c) => value(r) * confusion.RowWeight(c)).Sum() / total;
        return new ImbalancedReport(rows, new ImbalancedReportRow("avg / total", Mean(r => r.Precision), Mean(r => r.Sensitivity),
            Mean(r => r.Specificity),
            Mean(r => r.F1), Mean(r => r.GeometricMean), Mean(r => r.BalancedAccuracyIndex), confusion.Total));
    }

    private static ImbalancedReportRow Row(ConfusionMatrix confusion, int c, double alpha)
    {
        static double Defined(double value) => double.IsNaN(value) ? 0 : value;
        double sensitivity = Defined(confusion.Recall(c)), specificity = Defined(confusion.Specificity(c));
        return new ImbalancedReportRow(confusion.ClassNames[c], Defined(confusion.Precision(c)), sensitivity, specificity,
            Defined(confusion.F1(c)),
            Math.Sqrt(sensitivity * specificity), (1 + (alpha * (sensitivity - specificity))) * sensitivity * specificity,
                confusion.Support(c));
    }
}
