using Counterpoise.Data;
using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>On which rows a saved model is measured.</summary>
public sealed record TableModelEvaluationOptions
{
    /// <summary>The file of the model.</summary>
    public required string Model { get; init; }

    /// <summary>A table with the class column; rows that the model was not trained on.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// How the file is read, where it is written otherwise than the training file. Its target is the model's where none is named.
    /// </summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>
    /// Which of <c>decimal</c>, <c>thousands</c>, <c>units</c> and <c>missing</c> are taken of <see cref="Reading"/>; the others are those
    /// of the training file. Default none.
    /// </summary>
    public IReadOnlySet<string> ReadingGiven { get; init; } = new HashSet<string>();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>As <see cref="TablePredictingOptions.Prior"/>.</summary>
    public string? Prior { get; init; }

    /// <summary>As <see cref="TablePredictingOptions.Threshold"/>.</summary>
    public double? Threshold { get; init; }

    /// <summary>What mistakes cost, such as <c>fraud=10</c>. Default: not measured.</summary>
    public IReadOnlyList<string> Costs { get; init; } = [];

    /// <summary>Intervals.</summary>
    public EvaluationOptions Measures { get; init; } = new();
}
