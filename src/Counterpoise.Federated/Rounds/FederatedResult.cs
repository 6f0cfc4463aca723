namespace Counterpoise.Federated.Rounds;

/// <summary>A finished federation.</summary>
/// <param name="Model">The network to evaluate and ship.</param>
/// <param name="Server">What the server held after the last round.</param>
/// <param name="Rounds">What happened, round by round.</param>
public sealed record FederatedResult(ModelState Model, ServerState Server, IReadOnlyList<RoundResult> Rounds);
