using Counterpoise.Comparisons;
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

    /// <summary>The metrics that a cell keeps. Default: AUROC, average precision, macro-F1, G-mean, balanced accuracy and Matthews correlation.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.GeometricMean, MetricNames.BalancedAccuracy, MetricNames.MatthewsCorrelation];

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(TableExperimentOptions))
        .Require(Seeds.Count > 0 && Seeds.Distinct().Count() == Seeds.Count, $"{nameof(Seeds)} are {string.Join(", ", Seeds)}; expected at least one, each once")
        .Require(Threads >= 1, $"{nameof(Threads)} is {Threads}; expected at least 1")
        .Require(Metrics.Count > 0, $"{nameof(Metrics)} is empty; expected at least one name")
        .ThrowIfAny();
}
