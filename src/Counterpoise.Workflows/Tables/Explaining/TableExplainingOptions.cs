using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>Which table's model is explained, and how.</summary>
public sealed record TableExplainingOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>The classifier, by a name of <see cref="TableLearners"/>. Default <c>boosting</c>.</summary>
    public string Classifier { get; init; } = "boosting";

    /// <summary>Options of the classifier, <c>WORD.OPTION=VALUE</c>. Default none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Share of the rows that the model does not see, and that are explained; above 0 and below 1. Default 0.25.</summary>
    public double TestShare { get; init; } = 0.25;

    /// <summary>Most rows that are explained, at least 2; of the rarest class all, up to half of them. Default 400.</summary>
    public int Rows { get; init; } = 400;

    /// <summary>Training rows that stand for not knowing a column, where the model is not one of trees; at least 2. Default 50.</summary>
    public int Background { get; init; } = 50;

    /// <summary>
    /// Whether columns are chosen first by information gain and principal components of the training rows. Default false.
    /// </summary>
    public bool SelectsColumns { get; init; }

    /// <summary>
    /// The row that is explained by itself, counted from 0 in the file. Default null: the test row of the rarest class that the model is
    /// surest of.
    /// </summary>
    public int? Row { get; init; }

    /// <summary>
    /// Seeds of split and fit, at least one: the first is explained, the others say how stable the order of columns is. Default 0 alone.
    /// </summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0];

    /// <summary>A file for the report. Default null: none.</summary>
    public string? Report { get; init; }

    /// <summary>The day that the report names. Default today.</summary>
    public DateOnly Created { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>The command, as the report shows it. Default empty: none.</summary>
    public string CommandLine { get; init; } = "";

    internal void Validate()
    {
        if (!(TestShare is > 0 and < 1))
            throw new InputException(FormattableString.Invariant($"--test-share is {TestShare}; expected a share above 0 and below 1"));
        if (Rows < 2)
            throw new InputException($"--rows is {Rows}; expected at least 2");
        if (Background < 2)
            throw new InputException($"--background is {Background}; expected at least 2");
        if (Seeds.Count == 0)
            throw new InputException("there is no seed; expected at least one");
    }
}
