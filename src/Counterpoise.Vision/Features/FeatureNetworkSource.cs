namespace Counterpoise.Vision.Features;

/// <summary>A network of features that is loaded only where features are computed: its name alone says what they are.</summary>
/// <param name="Name">The name that the network has once it is open.</param>
/// <param name="Open">Loads the network; the caller disposes it where it can be disposed.</param>
public sealed record FeatureNetworkSource(string Name, Func<IFeatureNetwork> Open);
