using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>What the columns of a scored row are. Every other column of the reference is a feature.</summary>
public sealed record WatchColumns
{
    /// <summary>
    /// The column of the true class. The reference needs it in every row; in the stream a cell may be empty, or the column may be missing,
    /// while the class is not known.
    /// </summary>
    public required string Target { get; init; }

    /// <summary>
    /// The probability of <see cref="Positive"/> of two classes; null (default) where a column <c>p_CLASS</c> stands for each class.
    /// </summary>
    public string? Score { get; init; }

    /// <summary>The class of <see cref="Score"/>; the minority class of the reference where null (default).</summary>
    public string? Positive { get; init; }

    /// <summary>A column that names rows, by which a file of labels finds them; null (default) where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>Columns that are not looked at, such as times, which drift by their nature. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Adds its faults to a check.</summary>
    internal void Check(OptionsCheck check) => check
        .Require(!string.IsNullOrEmpty(Target), "Target is empty, expected the column of the true class")
        .Require(Score is not null || Positive is null,
            $"Positive is '{Positive}' without Score: it is the class whose probability Score holds");
}
