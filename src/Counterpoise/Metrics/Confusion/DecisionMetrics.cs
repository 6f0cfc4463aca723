namespace Counterpoise.Metrics;

/// <summary>
/// The metrics of decisions for which a decision can be tuned, as functions of the counts of (true, predicted); larger is better.
/// </summary>
internal static class DecisionMetrics
{
    /// <summary>Finds a metric by name; null where none of this name is tuned for.</summary>
    public static Func<ConfusionMatrix, double>? Find(string name) => name switch
    {
        "accuracy" => Accuracy.Of,
        "balanced_accuracy" => m => BalancedAccuracy.Of(m),
        "geometric_mean" => m => GeometricMean.Of(m),
        "macro_f1" => m => MacroF1.Of(m),
        "mcc" => MatthewsCorrelation.Of,
        "cohen_kappa" => CohenKappa.Of,
        _ => null,
    };
}
