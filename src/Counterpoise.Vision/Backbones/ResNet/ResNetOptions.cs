namespace Counterpoise.Vision.Backbones;

/// <summary>What can be chosen of a <see cref="ResNet"/>; no dropout and batch-norm momentum 0.1 by default, as in torchvision.</summary>
/// <remarks>
/// The five halvings are those of the stem's convolution, its max pooling and the last three stages. With four or fewer the convolution has
/// stride 1, with three or fewer there is no max pooling, with two or fewer the second stage keeps the resolution, and so on.
/// </remarks>
public sealed record ResNetOptions : BackboneOptions;
