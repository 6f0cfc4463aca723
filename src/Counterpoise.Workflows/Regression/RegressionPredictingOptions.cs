using Counterpoise.Data;

namespace Counterpoise.Workflows.Regression;

/// <summary>Which rows a model of a number predicts or is measured on.</summary>
public sealed record RegressionPredictingOptions
{
    /// <summary>The file of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// How the file is read, where it is written otherwise than the training file. Default: as that. Its target, for an evaluation, is the
    /// model's where none is named.
    /// </summary>
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

    /// <summary>Draws for the intervals of an evaluation, at least 0; 0 makes none. Default 1000.</summary>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <summary>Coverage of the intervals. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of the draws. Default 0.</summary>
    public ulong Seed { get; init; }
}
