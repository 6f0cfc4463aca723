using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The constants of <see cref="Sgd"/>; the defaults are PyTorch's, which has none for the learning rate.</summary>
public sealed record SgdOptions
{
    /// <summary>The step's length, 0 or more. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>How much of the last direction is kept, 0 or more and usually 0.9. Default 0: none.</summary>
    public double Momentum { get; init; }

    /// <summary>How much of the newest gradient is left out of the direction, from the second step on. Default 0.</summary>
    public double Dampening { get; init; }

    /// <summary>The share of the parameter that is added to its gradient, 0 or more. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the gradient is looked at one step ahead; needs momentum and no dampening. Default off.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var faults = new Faults(nameof(SgdOptions));
        faults.Require(LearningRate >= 0, $"LearningRate is {LearningRate}, 0 or more was expected");
        faults.Require(Momentum >= 0, $"Momentum is {Momentum}, 0 or more was expected");
        faults.Require(WeightDecay >= 0, $"WeightDecay is {WeightDecay}, 0 or more was expected");
        faults.Require(!Nesterov || (Momentum > 0 && Dampening == 0),
            $"Nesterov needs a Momentum above 0 and a Dampening of 0, found {Momentum} and {Dampening}");
        faults.Throw();
    }
}
