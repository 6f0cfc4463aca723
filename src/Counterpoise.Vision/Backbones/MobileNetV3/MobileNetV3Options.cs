namespace Counterpoise.Vision.Backbones;

/// <summary>
/// What can be chosen of a <see cref="MobileNetV3"/>; dropout is 0.2 and batch-norm momentum 0.01 by default, as in the paper.
/// </summary>
public sealed record MobileNetV3Options : BackboneOptions
{
    /// <summary>Creates the defaults.</summary>
    public MobileNetV3Options() => (Dropout, BatchNormMomentum) = (0.2, 0.01);
}
