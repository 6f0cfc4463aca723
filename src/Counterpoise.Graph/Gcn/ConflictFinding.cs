using Counterpoise.Graph.Generators;

namespace Counterpoise.Graph.Gcn;

/// <summary>What is said of a window.</summary>
/// <param name="Types">The conflicts.</param>
/// <param name="Cause">The app most likely to be the cause; −1 for none.</param>
public sealed record ConflictFinding(ConflictTypes Types, int Cause);
