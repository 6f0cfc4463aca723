namespace Counterpoise.Torch.Optimizers;

/// <summary>The learning rate of a step as a function of the step's number and the rate that a group began with.</summary>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The rate in force at a step.</summary>
    /// <param name="step">The step (or epoch) number, from 0.</param>
    /// <param name="initialRate">The group's rate at the start.</param>
    public abstract double RateAt(long step, double initialRate);

    /// <summary>Sets every group's learning rate for a step.</summary>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="step">The step (or epoch) about to be made, from 0.</param>
    public void Apply(Optimizer optimizer, long step)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        foreach (var group in optimizer.Groups)
        {
            group.LearningRate = RateAt(step, group.InitialLearningRate);
        }
    }
}
