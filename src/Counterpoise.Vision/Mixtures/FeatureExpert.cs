namespace Counterpoise.Vision.Mixtures;

/// <summary>Where the features of an expert come from.</summary>
/// <param name="Network">The name of the network, or <c>pixels</c>.</param>
/// <param name="Weights">The path of the file of its weights; null where it needs none.</param>
/// <param name="Features">What the features are, with a hash of the weights: those of another network are refused.</param>
/// <param name="Width">Numbers of a row of features.</param>
public sealed record FeatureExpert(string Network, string? Weights, string Features, int Width);
