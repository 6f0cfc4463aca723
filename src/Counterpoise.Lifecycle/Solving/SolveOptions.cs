using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>How pipelines are searched and what the search is worth is estimated.</summary>
public sealed record SolveOptions
{
    /// <summary>
    /// What the pipelines are chosen by: <c>geometric_mean</c> (default), <c>macro_f1</c>, <c>balanced_accuracy</c>, <c>mcc</c> or
    /// <c>average_precision</c>. Never accuracy.
    /// </summary>
    public string Metric { get; init; } = "geometric_mean";

    /// <summary>
    /// Time for everything together, shared evenly among the searches of the outer folds and that of all rows; 5 minutes by default. What a
    /// search finds within a time depends on the machine; null for no limit beside <see cref="Trials"/>.
    /// </summary>
    public TimeSpan? Budget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pipelines that a search tries at most, at least 2; null (default) for as many as the time allows, up to 500.</summary>
    public int? Trials { get; init; }

    /// <summary>Outer folds, on which the search as a whole is judged, at least 2; 5 by default.</summary>
    public int OuterFolds { get; init; } = 5;

    /// <summary>Inner folds of the training rows, on which pipelines are chosen, at least 2; 3 by default.</summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>Batches without a better pipeline after which a search stops early, at least 1; 4 by default.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>Pipelines that begin a batch; halves go on with more rows. At least 2; 8 by default.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>What is drawn from, and the baseline; <see cref="SolveSpace.Columns"/> by default.</summary>
    public SolveSpace Space { get; init; } = SolveSpace.Columns;

    /// <summary>Seed of folds and draws; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(SolveOptions))
        .Require(SolveMetrics.Names.Contains(Metric), $"Metric is '{Metric}', expected one of {string.Join(", ", SolveMetrics.Names)}")
        .Require(Budget is null || Budget > TimeSpan.Zero, nameof(Budget), Budget, "expected above zero")
        .Require(Budget is not null || Trials is not null, "neither Budget nor Trials is given, expected one of them: a search must end")
        .Require(Trials is null or >= 2, nameof(Trials), Trials, "expected at least 2")
        .Require(OuterFolds >= 2, nameof(OuterFolds), OuterFolds, "expected at least 2")
        .Require(InnerFolds >= 2, nameof(InnerFolds), InnerFolds, "expected at least 2")
        .Require(Patience >= 1, nameof(Patience), Patience, "expected at least 1")
        .Require(Batch >= 2, nameof(Batch), Batch, "expected at least 2")
        .ThrowIfAny();
}
