namespace Counterpoise.Vision.Backbones;

/// <summary>What can be chosen of a <see cref="DenseNet"/>; no dropout and batch-norm momentum 0.1 by default, as in torchvision.</summary>
/// <remarks>
/// The five halvings are those of the stem's convolution, its max pooling and the three transitions; the first ones are left out first.
/// </remarks>
public sealed record DenseNetOptions : BackboneOptions;
