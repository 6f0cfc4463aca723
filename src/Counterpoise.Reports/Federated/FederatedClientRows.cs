namespace Counterpoise.Reports.Federated;

/// <summary>A client's rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Counts">Rows of each class, [C].</param>
public sealed record FederatedClientRows(string Name, IReadOnlyList<int> Counts);
