namespace Counterpoise.Federated.Rounds;

/// <summary>What a client sends back: tensors and counts, never rows.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Rows">n_k, by which it is weighted.</param>
/// <param name="Steps">Steps of the optimiser that it took.</param>
/// <param name="State">Its network after training.</param>
/// <param name="Extras">What the method sends beside it.</param>
/// <param name="Loss">Mean loss of its last local epoch.</param>
/// <param name="Moves">Rows re-labelled before this round from class i to class j, [C · C]; empty where none were to be.</param>
public sealed record ClientUpdate(string Client, int Rows, int Steps, ModelState State, ModelState Extras, double Loss,
    IReadOnlyList<int> Moves)
{
    /// <summary>Bytes of the tensors and counts in it.</summary>
    public long Bytes => State.Bytes + Extras.Bytes + (sizeof(int) * (2L + Moves.Count)) + sizeof(double);
}
