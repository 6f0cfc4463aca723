using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// The rate falls along half a cosine: rate(t) = low + (r - low) (1 + cos(π min(t, T) / T)) / 2; it stays at the lowest
/// after T steps.
/// </summary>
/// <remarks>
/// Reference: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, arXiv:1608.03983.
/// PyTorch's form rises again after T.
/// </remarks>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="steps">T, 1 or more.</param>
    /// <param name="lowest">The rate at the end, 0 or more.</param>
    /// <exception cref="ArgumentException">One or both are out of range.</exception>
    public CosineSchedule(long steps, double lowest = 0)
    {
        var faults = new Faults(nameof(CosineSchedule));
        faults.Require(steps >= 1, $"steps is {steps}, at least 1 was expected");
        faults.Require(lowest >= 0, $"lowest is {lowest}, 0 or more was expected");
        faults.Throw();
        (Steps, Lowest) = (steps, lowest);
    }

    /// <summary>T, the step at which the lowest rate is reached.</summary>
    public long Steps { get; }

    /// <summary>The rate at the end.</summary>
    public double Lowest { get; }

    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate)
        => Lowest + ((initialRate - Lowest) * (1 + Math.Cos(Math.PI * Math.Min(step, Steps) / Steps)) / 2);
}
