namespace Counterpoise.Federated.Rounds;

/// <summary>What happened in a round.</summary>
/// <param name="Round">From 0.</param>
/// <param name="Clients">Names of the clients whose updates were joined.</param>
/// <param name="Lost">Of each client that was left out: its name and why.</param>
/// <param name="Loss">Mean loss of the clients' last local epochs, weighted by rows.</param>
/// <param name="BytesDown">Bytes of tensors and counts sent to clients.</param>
/// <param name="BytesUp">Bytes of tensors and counts received from clients.</param>
/// <param name="Moves">Rows re-labelled in this round from class i to class j over all clients, [C · C]; empty where none were to
/// be.</param>
/// <param name="Metrics">The global network's metrics after the round, by name; empty where it was not evaluated.</param>
/// <param name="Seconds">Wall time of the round.</param>
public sealed record RoundResult(
    int Round,
    IReadOnlyList<string> Clients,
    IReadOnlyDictionary<string, string> Lost,
    double Loss,
    long BytesDown,
    long BytesUp,
    IReadOnlyList<int> Moves,
    IReadOnlyDictionary<string, double> Metrics,
    double Seconds);
