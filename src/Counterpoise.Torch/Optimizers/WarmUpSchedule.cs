using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// The rate first rises in a straight line, then another schedule begins at its step 0:
/// rate(t) = r (start + (1 - start) t / W) for t below W, then(t - W) from W on.
/// </summary>
/// <remarks>Reference: Goyal et al., "Accurate, Large Minibatch SGD", 2017, arXiv:1706.02677.</remarks>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="steps">W, 0 or more.</param>
    /// <param name="then">What follows.</param>
    /// <param name="start">The share of the rate at step 0, in [0, 1].</param>
    /// <exception cref="ArgumentException">One or more are out of range.</exception>
    public WarmUpSchedule(long steps, LearningRateSchedule then, double start = 0.1)
    {
        ArgumentNullException.ThrowIfNull(then);
        var faults = new Faults(nameof(WarmUpSchedule));
        faults.Require(steps >= 0, $"steps is {steps}, 0 or more was expected");
        faults.Require(start is >= 0 and <= 1, $"start is {start}, a number in [0, 1] was expected");
        faults.Throw();
        (Steps, Then, Start) = (steps, then, start);
    }

    /// <summary>W, the step at which the full rate is reached.</summary>
    public long Steps { get; }

    /// <summary>What follows.</summary>
    public LearningRateSchedule Then { get; }

    /// <summary>The share of the rate at step 0.</summary>
    public double Start { get; }

    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate)
        => step < Steps ? initialRate * (Start + ((1 - Start) * step / Steps)) : Then.RateAt(step - Steps, initialRate);
}
