using Counterpoise.Data;
using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which file of predictions is measured, and how.</summary>
public sealed record PredictionEvaluationOptions
{
    /// <summary>A table with the true class and predictions.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the column of true classes is its target.</summary>
    public required TableReadOptions Reading { get; init; }

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>Where the predictions are.</summary>
    public required PredictionColumns Columns { get; init; }

    /// <summary>
    /// The probability, 0 to 1, from which the positive class of two is predicted. Default null: the more probable class.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>The rule by which the threshold is chosen on the rows of the file, such as <c>f1</c>. Default null.</summary>
    public string? TuneThreshold { get; init; }

    /// <summary>What mistakes cost, such as <c>fraud=10</c>. Default: not measured.</summary>
    public IReadOnlyList<string> Costs { get; init; } = [];

    /// <summary>
    /// Class priors by which the probabilities go, those of the model's training after resampling or weighting: <c>balanced</c>, or
    /// <c>class=share</c>. They are corrected to
    /// <see cref="Priors"/>. Default: nothing is corrected.
    /// </summary>
    public IReadOnlyList<string> TrainedPriors { get; init; } = [];

    /// <summary>
    /// Class priors where the model is used, as <see cref="TrainedPriors"/> are written. Default: those of the file, which a note tells.
    /// </summary>
    public IReadOnlyList<string> Priors { get; init; } = [];

    /// <summary>Intervals.</summary>
    public EvaluationOptions Measures { get; init; } = new();
}
