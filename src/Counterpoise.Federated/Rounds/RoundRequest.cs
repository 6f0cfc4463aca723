namespace Counterpoise.Federated.Rounds;

/// <summary>What the server sends a client at the start of a round.</summary>
/// <param name="Round">From 0.</param>
/// <param name="State">The global network.</param>
/// <param name="Extras">What the method sends beside it.</param>
public sealed record RoundRequest(int Round, ModelState State, ModelState Extras)
{
    /// <summary>Bytes of the tensors in it.</summary>
    public long Bytes => State.Bytes + Extras.Bytes;
}
