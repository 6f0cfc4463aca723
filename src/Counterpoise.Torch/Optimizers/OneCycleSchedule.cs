using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// The rate rises along half a cosine from r / 25 to the group's rate r over the first part of T steps, then falls along another half to
/// r / 250,000, where it stays. Short trainings from scratch end better with it than with a plain cosine.
/// </summary>
/// <remarks>
/// Reference: Smith and Topin, "Super-Convergence", 2018, arXiv:1708.07120; numbers are those of PyTorch's OneCycleLR with its defaults,
/// which moves the momentum as well, while this schedule leaves it.
/// </remarks>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    private const double Division = 25;
    private const double FinalDivision = 1e4;

    /// <summary>Creates the schedule.</summary>
    /// <param name="steps">T, 1 or more.</param>
    /// <param name="rise">The share of the steps in which the rate rises, in (0, 1). Default 0.3.</param>
    /// <exception cref="ArgumentException">One or both are out of range.</exception>
    public OneCycleSchedule(long steps, double rise = 0.3)
    {
        var faults = new Faults(nameof(OneCycleSchedule));
        faults.Require(steps >= 1, $"steps is {steps}, at least 1 was expected");
        faults.Require(rise is > 0 and < 1, $"rise is {rise}, a number between 0 and 1 was expected");
        faults.Throw();
        (Steps, Rise) = (steps, rise);
    }

    /// <summary>T.</summary>
    public long Steps { get; }

    /// <summary>The share of the steps in which the rate rises.</summary>
    public double Rise { get; }

    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate)
    {
        var (low, peak, last) = (initialRate / Division, (Rise * Steps) - 1, Steps - 1.0);
        var at = Math.Min(step, last);
        return at <= peak
            ? Between(low, initialRate, peak > 0 ? at / peak : 1)
            : Between(initialRate, low / FinalDivision, (at - peak) / (last - peak));
    }

    private static double Between(double start, double end, double share) => end + ((start - end) / 2 * (1 + Math.Cos(Math.PI * share)));
}
