using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Objectives;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// The mathematics of one step: from a batch to changed parameters. Everything around it (order of rows, stages, rates, checkpoints,
/// ranks, logs) is the loop's.
/// </summary>
/// <remarks>
/// A step that draws random numbers makes them a function of its seed and of <see cref="StepContext.Position"/>; then an interrupted run
/// goes on bit for bit, since all other state lies in the modules and optimisers that are named here.
/// </remarks>
public interface ITrainingStep
{
    /// <summary>The model that stages freeze, that is averaged, and whose best weights are kept.</summary>
    nn.Module Model { get; }

    /// <summary>Other modules with state that a run needs to go on, by name; they are trained too. Default none.</summary>
    IReadOnlyDictionary<string, nn.Module> Parts => new Dictionary<string, nn.Module>();

    /// <summary>The optimisers by name; the rate of the first one's last group is what logs show.</summary>
    IReadOnlyDictionary<string, Optimizer> Optimizers { get; }

    /// <summary>Where the step computes; batches are moved there.</summary>
    Device Device { get; }

    /// <summary>
    /// Whether several processes may share a batch: gradients are then summed in <see cref="StepContext.Update"/>. Default true.
    /// </summary>
    bool CanBeShared => true;

    /// <summary>A module whose buffers steer the loss and are made rank 0's before each step; null, the default, for none.</summary>
    nn.Module? Steering => null;

    /// <summary>Makes one step.</summary>
    /// <param name="batch">The batch, on <see cref="Device"/>; it stays the loop's.</param>
    /// <param name="context">Where it stands, and what makes gradients and updates.</param>
    StepOutcome Run(NamedBatch batch, StepContext context);

    /// <summary>
    /// Called at the start of an epoch whose stage freezes parts, for what goes beyond parameters and batch norms. Default nothing.
    /// </summary>
    void FreezeParts()
    {
    }

    /// <summary>The record of an epoch out of the sums over its batches. Default: the mean of every name.</summary>
    /// <param name="totals">The sums.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    IReadOnlyDictionary<string, double> Summarize(EpochTotals totals, int epoch) => totals.Means();

    /// <summary>What a person should know of an epoch; null, the default, for nothing. Called once an epoch.</summary>
    /// <param name="totals">The sums.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    string? Warn(EpochTotals totals, int epoch) => null;

    /// <summary>What <see cref="Warn"/> remembers from epoch to epoch, by name; part of a checkpoint. Default nothing.</summary>
    IReadOnlyDictionary<string, double> Memory
    {
        get => new Dictionary<string, double>();
        set { }
    }
}
