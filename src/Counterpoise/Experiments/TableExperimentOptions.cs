using Counterpoise.Comparisons;
using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Options;

namespace Counterpoise.Experiments;

/// <summary>How a <see cref="TableExperiment"/> runs.</summary>
public sealed record TableExperimentOptions
{
    /// <summary>Seeds of the repetitions; each runs every fold once with its own draws. Default 0 alone.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0];

    /// <summary>Cells that are computed at once, at least 1. Default 1. Results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What a cell is when its resampler refuses the rows of a fold. Default <see cref="RefusalPolicy.LeaveOut"/>.</summary>
    public RefusalPolicy Refusals { get; init; } = RefusalPolicy.LeaveOut;

    /// <summary>
    /// Inner folds of the training rows, on which decisions are tuned and pipelines chosen; 0 for none, else at least 2. Default 3. Each
    /// fit costs one further fit per inner fold, and all methods that take the same models share them. More folds tune on models nearer to
    /// the final one.
    /// </summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>
    /// The standard metrics that a cell keeps. Default: AUROC, average precision, macro-F1, G-mean, balanced accuracy, Matthews
    /// correlation, Brier score and log loss.
    /// </summary>
    public IReadOnlyList<string> Metrics { get; init; } =
    [
        MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.GeometricMean, MetricNames.BalancedAccuracy,
            MetricNames.MatthewsCorrelation,
        MetricNames.Brier, MetricNames.LogLoss,
    ];

    /// <summary>Metrics of your own, kept beside the standard ones. Default none.</summary>
    public IReadOnlyList<IMetric> ExtraMetrics { get; init; } = [];

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(TableExperimentOptions))
        .Require(Seeds.Count > 0 && Seeds.Distinct().Count() == Seeds.Count,
            $"{new SettingPart(nameof(Seeds))} are {string.Join(", ", Seeds)}; expected at least one, each once")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .Require(InnerFolds is 0 or >= 2, nameof(InnerFolds), InnerFolds, "expected 0 or at least 2")
        .Require(Metrics.Count > 0, $"{new SettingPart(nameof(Metrics))} is empty; expected at least one name")
        .ThrowIfAny();
}
