using Counterpoise.Learning.Objectives;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>What a loop hands to a step: where it stands, and the two things it does with the step's losses and optimisers.</summary>
public sealed class StepContext
{
    private readonly IStepHost _host;

    internal StepContext(IStepHost host, StepPosition position, long stepsTaken, int accumulated, bool changesParameters, double share)
    {
        (_host, Position, StepsTaken) = (host, position, stepsTaken);
        (AccumulatedBatches, ChangesParameters, Share) = (accumulated, changesParameters, share);
    }

    /// <summary>Where the batch stands.</summary>
    public StepPosition Position { get; }

    /// <summary>Optimiser steps taken before, over the whole training.</summary>
    public long StepsTaken { get; }

    /// <summary>How many batches' gradients make one step.</summary>
    public int AccumulatedBatches { get; }

    /// <summary>Whether parameters change after this batch; false before the last of accumulated batches.</summary>
    public bool ChangesParameters { get; }

    /// <summary>This process's share of the batch's rows, in (0, 1]; 1 where it trains alone.</summary>
    public double Share { get; }

    /// <summary>
    /// Adds up the gradients of a loss that is a mean over this process's rows, so that over ranks and accumulated batches they are those
    /// of the joined mean.
    /// </summary>
    /// <param name="loss">A scalar.</param>
    public void Backward(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var scaled = _host.IsShared ? loss * (Share / AccumulatedBatches) : loss / AccumulatedBatches;
        if (ChangesParameters)
        {
            _host.BeforeLastBackward();
        }

        scaled.Backward();
    }

    /// <summary>
    /// Lets an optimiser make its step with the rates of the schedule and the stage, gradients summed over ranks and clipped, and forgets
    /// the gradients; before the last of accumulated batches nothing happens.
    /// </summary>
    /// <param name="optimizer">One of the step's.</param>
    public void Update(Optimizer optimizer)
    {
        if (ChangesParameters)
        {
            _host.Update(optimizer);
        }
    }

    /// <summary>The learning rate of this step.</summary>
    /// <param name="optimizer">One of the step's.</param>
    /// <param name="group">The number of the group.</param>
    public double RateOf(Optimizer optimizer, int group) => _host.RateOf(optimizer, group);
}
