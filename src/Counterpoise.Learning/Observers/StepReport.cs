using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Steps;

namespace Counterpoise.Learning.Observers;

/// <summary>One step as an observer sees it. Reading a number waits for the device.</summary>
public sealed class StepReport
{
    private readonly Func<EpochTotals> _totals;

    internal StepReport(StepPosition position, long steps, NamedBatch batch, StepOutcome outcome, Func<EpochTotals> totals) =>
        (Position, Steps, Batch, Outcome, _totals) = (position, steps, batch, outcome, totals);

    /// <summary>Where the batch stood.</summary>
    public StepPosition Position { get; }

    /// <summary>Optimiser steps taken, this one included.</summary>
    public long Steps { get; }

    /// <summary>The batch.</summary>
    public NamedBatch Batch { get; }

    /// <summary>The step's loss over this process's rows, and the model's output.</summary>
    public StepOutcome Outcome { get; }

    /// <summary>The sums over the epoch's batches so far, over all processes; waits for the device.</summary>
    public EpochTotals Totals => _totals();

    /// <summary>The step's total loss over this process's rows; waits for the device.</summary>
    public double Loss => Outcome.Terms.Total.ToDouble();
}
