namespace Counterpoise.Vision.Baselines;

/// <summary>What a trivial baseline on images sees.</summary>
public enum BaselineInput
{
    /// <summary>Nothing: the class priors of the training images decide.</summary>
    Nothing,

    /// <summary>The pixels, at most 32×32.</summary>
    Pixels,

    /// <summary>Features of a network with fixed ImageNet weights.</summary>
    Features,
}
