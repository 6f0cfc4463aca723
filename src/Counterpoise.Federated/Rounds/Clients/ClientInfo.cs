namespace Counterpoise.Federated.Rounds;

/// <summary>What a client tells when it joins.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">n_k.</param>
/// <param name="Counts">Rows of each class, [C]; null where counts are not shared.</param>
public sealed record ClientInfo(string Name, int Rows, IReadOnlyList<int>? Counts);
