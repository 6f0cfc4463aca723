using System.Collections.Frozen;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>What is watched, and how.</summary>
public sealed record WatchOptions
{
    /// <summary>
    /// A saved model of tables that scores reference and stream; null (default) where their rows are scored already. Its decision is taken
    /// unless <see cref="Threshold"/> is set.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Labelled and scored rows that the model was not fitted to: what is normal.</summary>
    public required string Reference { get; init; }

    /// <summary>A file of rows, a folder of files that is read in the order of their names, or <c>-</c> for standard input.</summary>
    public required string Stream { get; init; }

    /// <summary>What the columns are.</summary>
    public required WatchColumns Columns { get; init; }

    /// <summary>
    /// How numbers and missing values are written in the reference and the stream (decimal, thousands, units, missing); nothing else of it
    /// is taken. What <see cref="ReadingGiven"/> does not name is that of <see cref="Model"/>. Default: a decimal point.
    /// </summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>
    /// Which of <c>decimal</c>, <c>thousands</c>, <c>units</c> and <c>missing</c> of <see cref="Reading"/> stand against the model's;
    /// default none.
    /// </summary>
    public IReadOnlySet<string> ReadingGiven { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Rows of a window, at least 30; 500 by default.</summary>
    public int Window { get; init; } = 500;

    /// <summary>
    /// How the chance of a false alarm is spent: .05 over 200 windows by default, shared evenly among the detectors of a window.
    /// </summary>
    public AlphaSpending Alpha { get; init; } = new();

    /// <summary>The class whose recall is watched; the rarest of the reference where null (default).</summary>
    public string? Minority { get; init; }

    /// <summary>
    /// Probability of <see cref="Minority"/> from which a row is taken for it; null (default) for the most probable class.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// Rows that come between a row and its class, for a recorded stream that knows all classes: 0 (default) takes them at once.
    /// </summary>
    public int LabelDelay { get; init; }

    /// <summary>A file with the columns id and target to which classes are added as they become known; null (default) for none.</summary>
    public string? Labels { get; init; }

    /// <summary>A file that keeps the state, so that a process that was killed goes on; null (default) for none.</summary>
    public string? State { get; init; }

    /// <summary>Whether to wait for more rows at the end of a file or folder; false by default.</summary>
    public bool Follow { get; init; }

    /// <summary>A file for the HTML report, written after each window; null (default) for none.</summary>
    public string? Report { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate()
    {
        var check = new OptionsCheck(nameof(WatchOptions))
            .Require(!string.IsNullOrEmpty(Reference), "Reference is empty, expected a file of labelled and scored rows")
            .Require(!string.IsNullOrEmpty(Stream), "Stream is empty, expected a file, a folder or -")
            .Require(Window >= 30, nameof(Window), Window, "expected at least 30: fewer rows are not tested")
            .Require(Threshold is null or (> 0 and < 1), nameof(Threshold), Threshold, "expected in (0, 1)")
            .Require(Model is null || Columns.Score is null,
                "Model and Columns.Score are both given: rows are scored by the model, or already")
            .Require(LabelDelay >= 0, nameof(LabelDelay), LabelDelay, "expected at least 0")
            .Require(Labels is null || Columns.Id is not null, "Labels needs Columns.Id, the column by which a label finds its row")
            .Require(Labels is null || LabelDelay == 0, "Labels and LabelDelay are both given: classes come from a file, or with the rows");
        Columns.Check(check);
        check.ThrowIfAny();
        _ = Alpha.PerWindow();
    }
}
