namespace Counterpoise.Torch.Modules;

/// <summary>How a batch norm estimates and applies its statistics.</summary>
public sealed record BatchNormOptions
{
    /// <summary>Added to the variance before the root, above 0. Default 1e-5; MobileNetV3 uses 1e-3.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>
    /// The weight of the newest batch in the running statistics, in [0, 1]; null takes the plain average over all batches.
    /// Default 0.1; MobileNetV3 uses 0.01.
    /// </summary>
    public double? Momentum { get; init; } = 0.1;

    /// <summary>Whether a weight and a bias per channel are learnt. Default on.</summary>
    public bool Affine { get; init; } = true;

    /// <summary>Whether running statistics are kept and used in eval mode; without them the batch's own are used. Default on.</summary>
    public bool TrackRunningStatistics { get; init; } = true;

    /// <summary>Checks every property.</summary>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var faults = new Faults(nameof(BatchNormOptions));
        faults.Require(Epsilon > 0, $"Epsilon is {Epsilon}, a number above 0 was expected");
        faults.Require(Momentum is null or (>= 0 and <= 1), $"Momentum is {Momentum}, a number in [0, 1] or null was expected");
        faults.Throw();
    }
}
