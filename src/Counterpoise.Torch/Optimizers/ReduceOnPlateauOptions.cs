using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>When and how <see cref="ReduceOnPlateau"/> lowers the learning rate; the defaults are PyTorch's.</summary>
public sealed record ReduceOnPlateauOptions
{
    /// <summary>Whether a larger metric is the better one. Default off: a loss.</summary>
    public bool LargerIsBetter { get; init; }

    /// <summary>What the rate is multiplied with, in (0, 1). Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Observations without improvement that are tolerated, 0 or more. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>What counts as an improvement, 0 or more. Default 1e-4.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a share of the best metric (on, the default) or a difference.</summary>
    public bool ThresholdIsRelative { get; init; } = true;

    /// <summary>Observations after a fall during which nothing is counted, 0 or more. Default 0.</summary>
    public int Cooldown { get; init; }

    /// <summary>The rate below which none falls, 0 or more. Default 0.</summary>
    public double Lowest { get; init; }

    /// <summary>A fall smaller than this is not made, 0 or more. Default 1e-8.</summary>
    public double SmallestFall { get; init; } = 1e-8;

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var faults = new Faults(nameof(ReduceOnPlateauOptions));
        faults.Require(Factor is > 0 and < 1, $"Factor is {Factor}, a number in (0, 1) was expected");
        faults.Require(Patience >= 0, $"Patience is {Patience}, 0 or more was expected");
        faults.Require(Threshold >= 0, $"Threshold is {Threshold}, 0 or more was expected");
        faults.Require(Cooldown >= 0, $"Cooldown is {Cooldown}, 0 or more was expected");
        faults.Require(Lowest >= 0, $"Lowest is {Lowest}, 0 or more was expected");
        faults.Require(SmallestFall >= 0, $"SmallestFall is {SmallestFall}, 0 or more was expected");
        faults.Throw();
    }
}
