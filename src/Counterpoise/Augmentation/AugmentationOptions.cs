using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Augmentation;

/// <summary>Options of <see cref="AugmentationAdvisor"/>.</summary>
public sealed record AugmentationOptions
{
    /// <summary>
    /// Positive shares π' to try, each in (0, 1); those at or below the data's own are left out, for nothing is under-sampled. Default .1
    /// to .7.
    /// </summary>
    public IReadOnlyList<double> PositiveShares { get; init; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];

    /// <summary>Folds, K, at least 2; lowered to the number of positive rows, with a note. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Repeats of the folds, R, at least 1. Default 5.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Coverage of the intervals, in (0, 1). Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The metric that decides the verdict: auroc, average_precision, best_balanced_accuracy or best_f1. Default auroc.</summary>
    public string Metric { get; init; } = "auroc";

    /// <summary>
    /// The smallest gain that matters, above 0, in units of the metric: a gain whose interval lies below it counts as none. Default 0.01.
    /// </summary>
    public double Margin { get; init; } = 0.01;

    /// <summary>
    /// Inner folds of each fold's training rows, at least 2, on which the dose and thresholds are chosen: a dose that is chosen and judged
    /// on the same rows looks better than it is. Default 3.
    /// </summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>
    /// True (default) scales every column with the training rows of each fold, before sampler and model see it: distances
    /// between unscaled columns mean little.
    /// </summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Seed of folds, samples and models. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folds that are worked on at once, at least 1; the result does not depend on it. Default all processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(AugmentationOptions))
        .Require(PositiveShares.Count > 0 && PositiveShares.All(p => p is > 0 and < 1),
            $"{nameof(PositiveShares)} holds {string.Join(", ", PositiveShares.Select(p => p.ToString(CultureInfo.InvariantCulture)))}; "
            + $"expected at least one share, each strictly between 0 and 1")
        .Require(Folds >= 2, nameof(Folds), Folds, "expected at least 2")
        .Require(Margin > 0 && double.IsFinite(Margin), nameof(Margin), Margin, "expected a finite number above 0")
        .Require(InnerFolds >= 2, nameof(InnerFolds), InnerFolds, "expected at least 2")
        .Require(Repeats >= 1, nameof(Repeats), Repeats, "expected at least 1")
        .Require(Confidence is > 0 and < 1, nameof(Confidence), Confidence, "expected a value strictly between 0 and 1")
        .Require(RankingMetrics.Names.Contains(Metric),
            $"{new SettingPart(nameof(Metric))} is '{Metric}'; expected one of {string.Join(", ", RankingMetrics.Names)}")
        .Require(Threads >= 1, nameof(Threads), Threads, "expected at least 1")
        .ThrowIfAny();
}
