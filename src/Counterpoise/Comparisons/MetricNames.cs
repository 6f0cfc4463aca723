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

    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        [Accuracy] = "accuracy",
        [BalancedAccuracy] = "balanced accuracy",
        [GeometricMean] = "G-mean",
        [MacroF1] = "macro-F1",
        [F1Variance] = "F1 variance",
        [MatthewsCorrelation] = "Matthews correlation",
        [CohenKappa] = "Cohen's kappa",
        [Auroc] = "AUROC",
        [AveragePrecision] = "average precision",
        [CalibrationError] = "calibration error",
        [Brier] = "Brier score",
        [LogLoss] = "log loss",
    };

    /// <summary>The known names, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Accuracy, BalancedAccuracy, GeometricMean, MacroF1, F1Variance, MatthewsCorrelation, CohenKappa, Auroc, AveragePrecision, CalibrationError, Brier, LogLoss];

    /// <summary>The name of a metric taken on the large test part: all images that a scenario leaves over.</summary>
    /// <param name="metric">A metric's name.</param>
    public static string OnLargeTest(string metric) => LargeTestPrefix + metric;

    /// <summary>The name of a metric of decisions under a decision that was tuned for it on rows that neither train nor test.</summary>
    /// <param name="metric">A metric's name, such as <see cref="GeometricMean"/>.</param>
    public static string Tuned(string metric) => TunedPrefix + metric;

    /// <summary>Whether the metric was taken under a decision that was tuned for it.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static bool IsTuned(string metric) => OnAnyTest(metric).StartsWith(TunedPrefix, StringComparison.Ordinal);

    /// <summary>The metric's name, whatever it was taken on and whether its decision was tuned.</summary>
    /// <param name="metric">A metric's name.</param>
    public static string Plain(string metric) => IsTuned(metric) ? OnAnyTest(metric)[TunedPrefix.Length..] : OnAnyTest(metric);

    /// <summary>The metric's name, whichever test part it was taken on.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static string OnAnyTest(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.StartsWith(LargeTestPrefix, StringComparison.Ordinal) ? metric[LargeTestPrefix.Length..] : metric;
    }

    /// <summary>What people read; a name that is not known is returned with spaces for its underscores.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static string Label(string metric)
    {
        var name = Plain(metric);
        return (Labels.GetValueOrDefault(name) ?? name.Replace('_', ' ')) + (IsTuned(metric) ? " (tuned)" : "") + (OnAnyTest(metric) == metric ? "" : ", large test");
    }

    /// <summary>Whether the metric looks at probabilities alone, so that no decision changes it.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static bool IsOfProbabilities(string metric) => Plain(metric) is Auroc or AveragePrecision or CalibrationError or Brier or LogLoss;

    /// <summary>Whether less is better, as for F1 variance, calibration error, Brier score and log loss.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static bool LowerIsBetter(string metric) => Plain(metric) is F1Variance or CalibrationError or Brier or LogLoss;

    /// <summary>The values that a metric can take; a name that is not known may take any.</summary>
    /// <param name="metric">A metric's name, on either test part.</param>
    public static (double Low, double High) Range(string metric) => Plain(metric) switch
    {
        MatthewsCorrelation or CohenKappa => (-1, 1),
        LogLoss => (0, double.PositiveInfinity),
        F1Variance => (0, 0.25),
        Brier => (0, 2),
        var name => Labels.ContainsKey(name) ? (0, 1) : (double.NegativeInfinity, double.PositiveInfinity),
    };
}
