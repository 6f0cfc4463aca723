using Counterpoise.Federated.Rounds;

namespace Counterpoise.Workflows.Federated;

/// <summary>A federation of real processes that has ended.</summary>
/// <param name="Rounds">What happened, round by round.</param>
/// <param name="Metrics">Metrics on the test rows after the last round.</param>
/// <param name="Fingerprint">SHA-256 of the network's numbers: that of the simulation of the same federation.</param>
/// <param name="Model">The file of the network.</param>
public sealed record FederationServingResult(IReadOnlyList<RoundResult> Rounds, IReadOnlyDictionary<string, double> Metrics,
    string Fingerprint, string Model);
