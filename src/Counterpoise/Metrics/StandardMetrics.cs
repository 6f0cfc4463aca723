namespace Counterpoise.Metrics;

/// <summary>The metrics of every evaluation, in the order in which they are printed.</summary>
public static class StandardMetrics
{
    /// <summary>Lists the standard metrics: those of classes first, then those of probabilities.</summary>
    /// <param name="calibrationBins">Bins of ECE, at least 1.</param>
    public static IReadOnlyList<IMetric> All(int calibrationBins = 10) =>
    [
        new Accuracy(), new BalancedAccuracy(), new GeometricMean(), new MacroF1(), new MacroPrecision(), new F1Variance(),
        new MacroGeometricMean(), new MatthewsCorrelation(), new CohenKappa(),
        new Auroc(), new AveragePrecision(), new BestBalancedAccuracy(), new BestF1(), new RecallAtPrecision(), new PrecisionAtRecall(),
        new BrierScore(), new LogLoss(), new CalibrationError(calibrationBins),
    ];
}
