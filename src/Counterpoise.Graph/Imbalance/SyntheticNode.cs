namespace Counterpoise.Graph.Imbalance;

/// <summary>A synthetic minority node.</summary>
/// <param name="First">The node it begins at.</param>
/// <param name="Second">Its nearest minority node.</param>
/// <param name="Share">How far it lies from the first to the second, 0 to 1.</param>
/// <param name="Candidates">Nodes from which it may get edges.</param>
public sealed record SyntheticNode(int First, int Second, double Share, int[] Candidates);
