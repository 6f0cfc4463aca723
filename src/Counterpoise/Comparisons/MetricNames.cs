using Counterpoise.Metrics;

namespace Counterpoise.Comparisons;

/// <summary>The names under which cells keep their metrics; other names are allowed and shown as they are.</summary>
public static class MetricNames
{
    /// <summary>Share of right answers.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean recall over the classes that are present.</summary>
    public const string BalancedAccuracy = "balanced_accuracy";

    /// <summary>Geometric mean of the recalls; exactly 0 where one is 0.</summary>
    public const string GeometricMean = "geometric_mean";

    /// <summary>Mean F1 over the classes.</summary>
    public const string MacroF1 = "macro_f1";

    /// <summary>Population variance of the F1 of the classes.</summary>
    public const string F1Variance = "f1_variance";

    /// <summary>Matthews correlation coefficient.</summary>
    public const string MatthewsCorrelation = "mcc";

    /// <summary>Cohen's kappa.</summary>
    public const string CohenKappa = "cohen_kappa";

    /// <summary>Area under the ROC curve, macro over one-versus-rest with several classes.</summary>
    public const string Auroc = "auroc";

    /// <summary>Average precision, macro over one-versus-rest with several classes.</summary>
    public const string AveragePrecision = "average_precision";

    /// <summary>Expected calibration error.</summary>
    public const string CalibrationError = "ece";

    /// <summary>Brier score.</summary>
    public const string Brier = "brier";

    /// <summary>Logarithmic loss.</summary>
    public const string LogLoss = "log_loss";

    private const string LargeTestPrefix = "large_";

    private const string TunedPrefix = "tuned_";

    /// <summary>The known names, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Accuracy, BalancedAccuracy, GeometricMean, MacroF1, F1Variance,
        MatthewsCorrelation, CohenKappa, Auroc, AveragePrecision, CalibrationError, Brier, LogLoss];

    /// <summary>The name of a metric taken on the large test split: all images that a scenario leaves over.</summary>
    /// <param name="metric">A metric's name.</param>
    public static string OnLargeTest(string metric) => LargeTestPrefix + metric;

    /// <summary>The name of a metric of decisions under a decision that was tuned for it on rows that neither train nor test.</summary>
    /// <param name="metric">A metric's name, such as <see cref="GeometricMean"/>.</param>
    public static string Tuned(string metric) => TunedPrefix + metric;

    /// <summary>Whether the metric was taken under a decision that was tuned for it.</summary>
    /// <param name="metric">A metric's name, on either test split.</param>
    public static bool IsTuned(string metric) => OnAnyTest(metric).StartsWith(TunedPrefix, StringComparison.Ordinal);

    /// <summary>The metric's name, whatever it was taken on and whether its decision was tuned.</summary>
    /// <param name="metric">A metric's name.</param>
    public static string Plain(string metric) => IsTuned(metric) ? OnAnyTest(metric)[TunedPrefix.Length..] : OnAnyTest(metric);

    /// <summary>The metric's name, whichever test split it was taken on.</summary>
    /// <param name="metric">A metric's name, on either test split.</param>
    public static string OnAnyTest(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.StartsWith(LargeTestPrefix, StringComparison.Ordinal) ? metric[LargeTestPrefix.Length..] : metric;
    }

    /// <summary>What is known of a metric, whatever it was taken on; the label says on what.</summary>
    /// <param name="metric">A metric's name.</param>
    /// <param name="own">Descriptions of metrics of your own.</param>
    public static MetricDescription Describe(string metric, IEnumerable<MetricDescription>? own = null)
    {
        var plain = MetricRegistry.Find(Plain(metric), own);
        return plain with { Name = metric, Label = plain.Label + (IsTuned(metric) ? " (tuned)" : "")
            + (OnAnyTest(metric) == metric ? "" : ", large test") };
    }
}
