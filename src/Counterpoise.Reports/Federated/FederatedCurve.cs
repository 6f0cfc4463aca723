namespace Counterpoise.Reports.Federated;

/// <summary>One arm of a comparison of federations.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Metrics of every seed at every judged round.</param>
/// <param name="BytesDown">Bytes sent to clients over all rounds of one seed.</param>
/// <param name="BytesUp">Bytes received from clients over all rounds of one seed.</param>
/// <param name="Moves">Rows re-labelled from class i to class j over all clients and seeds, [C · C]; empty where none were.</param>
public sealed record FederatedCurve(string Name, IReadOnlyList<FederatedPoint> Points, long BytesDown, long BytesUp,
    IReadOnlyList<int> Moves);
