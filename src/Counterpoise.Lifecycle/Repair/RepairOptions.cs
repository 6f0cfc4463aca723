using Counterpoise.Lifecycle.Solving;
using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>Options of <see cref="RepairLadder"/>.</summary>
public sealed record RepairOptions
{
    /// <summary>
    /// What must get better: <c>geometric_mean</c> (default), <c>macro_f1</c>, <c>balanced_accuracy</c> or <c>mcc</c>.
    /// </summary>
    public string Metric { get; init; } = "geometric_mean";

    /// <summary>The rungs that may be tried, in their order; threshold, refit and search by default.</summary>
    public IReadOnlyList<RepairStep> Steps { get; init; } = [RepairStep.Threshold, RepairStep.Refit, RepairStep.Search];

    /// <summary>
    /// How far a threshold may move at once, in logits, above 0; 4 by default. Where classes are well apart the best threshold on some rows
    /// lies at an extreme and fails on the next.
    /// </summary>
    public double MaximumMove { get; init; } = 4;

    /// <summary>Share of the reference's metric from which a model counts as recovered, in (0, 1]; .95 by default.</summary>
    public double RecoveredShare { get; init; } = .95;

    /// <summary>Recent rows of each class that a repair needs, at least 4; 10 by default. A class with fewer keeps its decision.</summary>
    public int MinimumClassRows { get; init; } = 10;

    /// <summary>Pipelines that the search may try, at least 2; 8 by default.</summary>
    public int SearchTrials { get; init; } = 8;

    /// <summary>Draws for the interval of a gain, at least 50; 300 by default.</summary>
    public int Replicates { get; init; } = 300;

    /// <summary>Nominal coverage of that interval, in (0, 1); .95 by default.</summary>
    public double Confidence { get; init; } = .95;

    /// <summary>Seed of all draws; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(RepairOptions))
        .Require(SolveMetrics.Decision(Metric) is not null,
            $"Metric is '{Metric}', expected geometric_mean, macro_f1, balanced_accuracy or mcc")
        .Require(!Steps.Contains(RepairStep.Human), "Steps holds Human, which is what is left when no other helps: leave it out")
        .Require(MaximumMove > 0, nameof(MaximumMove), MaximumMove, "expected above 0")
        .Require(RecoveredShare is > 0 and <= 1, nameof(RecoveredShare), RecoveredShare, "expected in (0, 1]")
        .Require(MinimumClassRows >= 4, nameof(MinimumClassRows), MinimumClassRows, "expected at least 4")
        .Require(SearchTrials >= 2, nameof(SearchTrials), SearchTrials, "expected at least 2")
        .Require(Replicates >= 50, nameof(Replicates), Replicates, "expected at least 50")
        .Require(Confidence is > 0 and < 1, nameof(Confidence), Confidence, "expected in (0, 1)")
        .ThrowIfAny();
}
