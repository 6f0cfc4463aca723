using Counterpoise.Calibration;
using Counterpoise.Metrics;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>The metrics that pipelines may be chosen by. Accuracy is none of them: the majority class has the most of it.</summary>
internal static class SolveMetrics
{
    private static readonly Dictionary<string, Func<ConfusionMatrix, double>> Decisions = new()
    {
        ["geometric_mean"] = m => GeometricMean.Of(m),
        ["macro_f1"] = m => MacroF1.Of(m),
        ["balanced_accuracy"] = m => BalancedAccuracy.Of(m),
        ["mcc"] = MatthewsCorrelation.Of,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Decisions.Keys, "average_precision"];

    public static Func<ConfusionMatrix, double>? Decision(string name) => Decisions.GetValueOrDefault(name);

    /// <summary>
    /// The rule by which the threshold of two classes is chosen for a metric; the largest F1 stands for macro-F1 and correlation.
    /// </summary>
    public static ThresholdRule Rule(string name) => name switch
    {
        "geometric_mean" => ThresholdRule.GeometricMean,
        "macro_f1" or "mcc" => ThresholdRule.F1,
        _ => ThresholdRule.BalancedAccuracy,
    };

    public static IMetric Find(string name) => StandardMetrics.All().First(m => m.Name == name);
}
