using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Comparisons;

/// <summary>Where a comparison of federations stands.</summary>
/// <param name="Arms">The arms that are trained, joined by commas.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Round">What happened in the last round.</param>
/// <param name="Done">Rounds done in this session.</param>
/// <param name="Total">Rounds of all trainings.</param>
public sealed record FederatedProgress(string Arms, ulong Seed, RoundResult Round, int Done, int Total);
