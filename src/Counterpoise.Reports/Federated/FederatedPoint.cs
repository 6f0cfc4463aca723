namespace Counterpoise.Reports.Federated;

/// <summary>The global network after a round.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Round">From 1.</param>
/// <param name="Metrics">Metrics by name; higher is better.</param>
public sealed record FederatedPoint(ulong Seed, int Round, IReadOnlyDictionary<string, double> Metrics);
