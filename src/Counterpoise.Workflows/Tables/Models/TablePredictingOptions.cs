using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which rows a saved model predicts, and how its probabilities become classes.</summary>
public sealed record TablePredictingOptions
{
    /// <summary>The file of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>How the file is read, where it is written otherwise than the training file. Default: as that.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>
    /// Which of <c>decimal</c>, <c>thousands</c>, <c>units</c> and <c>missing</c> are taken of <see cref="Reading"/>; the others are those
    /// of the training file. Default none.
    /// </summary>
    public IReadOnlySet<string> ReadingGiven { get; init; } = new HashSet<string>();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>Columns of the file that stand beside the predictions, such as an id. Default none.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>
    /// Class priors where the model is used: <c>balanced</c>, or one for each class such as <c>0.99/0.01</c>. Probabilities are corrected
    /// to them, and the most probable class is predicted. Default null: as the model gives them.
    /// </summary>
    public string? Prior { get; init; }

    /// <summary>
    /// The probability, 0 to 1, from which the positive class of two is predicted. Default null: the model's own decision.
    /// </summary>
    public double? Threshold { get; init; }
}
