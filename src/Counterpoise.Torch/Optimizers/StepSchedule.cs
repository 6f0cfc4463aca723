using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The rate falls by a factor at regular distances: rate(t) = r · factor^floor(t / every).</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="every">Steps between two falls, 1 or more.</param>
    /// <param name="factor">What the rate is multiplied with, above 0.</param>
    /// <exception cref="ArgumentException">One or both are out of range.</exception>
    public StepSchedule(int every, double factor = 0.1)
    {
        var faults = new Faults(nameof(StepSchedule));
        faults.Require(every >= 1, $"every is {every}, at least 1 was expected");
        faults.Require(factor > 0, $"factor is {factor}, a number above 0 was expected");
        faults.Throw();
        (Every, Factor) = (every, factor);
    }

    /// <summary>Steps between two falls.</summary>
    public int Every { get; }

    /// <summary>What the rate is multiplied with.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate) => initialRate * Math.Pow(Factor, step / Every);
}
