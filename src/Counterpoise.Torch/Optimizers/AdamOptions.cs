using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The constants of <see cref="Adam"/> and <see cref="AdamW"/>; the defaults are PyTorch's and the paper's.</summary>
public sealed record AdamOptions
{
    /// <summary>The step's length, 0 or more. Default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How much of the mean gradient is kept at a step, in [0, 1). Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the mean squared gradient is kept at a step, in [0, 1). Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square, 0 or more. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// Adam: the share of the parameter added to its gradient; AdamW: the share, times the rate, by which the parameter
    /// shrinks. 0 or more. Default 0; <c>torch.optim.AdamW</c> has 0.01.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the largest mean square so far is used (Reddi, Kale and Kumar, ICLR 2018, arXiv:1904.09237). Default off.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var faults = new Faults(nameof(AdamOptions));
        faults.Require(LearningRate >= 0, $"LearningRate is {LearningRate}, 0 or more was expected");
        faults.Require(Beta1 is >= 0 and < 1, $"Beta1 is {Beta1}, a number in [0, 1) was expected");
        faults.Require(Beta2 is >= 0 and < 1, $"Beta2 is {Beta2}, a number in [0, 1) was expected");
        faults.Require(Epsilon >= 0, $"Epsilon is {Epsilon}, 0 or more was expected");
        faults.Require(WeightDecay >= 0, $"WeightDecay is {WeightDecay}, 0 or more was expected");
        faults.Throw();
    }
}
