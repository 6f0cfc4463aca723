using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>How a stream is made of a table, and how it is watched.</summary>
public sealed record DriftTrialOptions
{
    /// <summary>
    /// Rows of a window at most, at least 50; 500 by default. Fewer where the rows after training, shared among the windows, are fewer: no
    /// row comes in two windows.
    /// </summary>
    public int Window { get; init; } = 500;

    /// <summary>Windows of the stream, at least 2; 30 by default.</summary>
    public int Windows { get; init; } = 30;

    /// <summary>The first window with the drift, from 0; 10 by default.</summary>
    public int DriftAt { get; init; } = 10;

    /// <summary>Share of the table, its first rows, that the model is trained on, in (0, 1); .4 by default.</summary>
    public double TrainingShare { get; init; } = .4;

    /// <summary>
    /// Whether training rows are the first and windows follow in the table's order; false by default: rows are shuffled.
    /// </summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Windows before the classes of one become known, at least 0; 1 by default.</summary>
    public int LabelDelay { get; init; } = 1;

    /// <summary>Windows from one refit to the next of the periodic arm, at least 1; 5 by default.</summary>
    public int Period { get; init; } = 5;

    /// <summary>
    /// Labelled windows that a refit of the arms without a ladder sees beside the training rows, at least 1; 4 by default.
    /// </summary>
    public int RecentWindows { get; init; } = 4;

    /// <summary>Labelled windows after an alarm in which a repair may be tried again, at least 1; 4 by default.</summary>
    public int RepairWindows { get; init; } = 4;

    /// <summary>The pipeline.</summary>
    public SolveCandidate Candidate { get; init; } = new("threshold", "boosting", ["boosting.rounds=60", "boosting.leaves=15"]);

    /// <summary>How the chance of a false alarm is spent.</summary>
    public AlphaSpending Alpha { get; init; } = new();

    /// <summary>The ladder.</summary>
    public RepairOptions Repair { get; init; } = new();

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(DriftTrialOptions))
            .Require(Window >= 50, nameof(Window), Window, "expected at least 50")
            .Require(Windows >= 2, nameof(Windows), Windows, "expected at least 2")
            .Require(DriftAt >= 0 && DriftAt < Windows, nameof(DriftAt), DriftAt, "expected in [0, Windows)")
            .Require(TrainingShare is > 0 and < 1, nameof(TrainingShare), TrainingShare, "expected in (0, 1)")
            .Require(LabelDelay >= 0, nameof(LabelDelay), LabelDelay, "expected at least 0")
            .Require(Period >= 1, nameof(Period), Period, "expected at least 1")
            .Require(RecentWindows >= 1, nameof(RecentWindows), RecentWindows, "expected at least 1")
            .Require(RepairWindows >= 1, nameof(RepairWindows), RepairWindows, "expected at least 1")
            .ThrowIfAny();
        Repair.Validate();
        _ = Alpha.PerWindow();
    }
}
