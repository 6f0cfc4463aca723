namespace Counterpoise.Federated.Rounds;

/// <summary>What a client remembers after a round.</summary>
/// <param name="Labels">The class of each row that it trains on.</param>
/// <param name="Memory">The states that its method keeps, by name.</param>
internal sealed record ClientSnapshot(int[] Labels, IReadOnlyDictionary<string, ModelState> Memory);
