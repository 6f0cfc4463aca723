namespace Counterpoise.Federated.Rounds;

/// <summary>One training batch of a client after the forward pass.</summary>
/// <param name="Inputs">[N, …], as the network saw them.</param>
/// <param name="Embedding">[N, D].</param>
/// <param name="Logits">[N, C].</param>
/// <param name="Labels">[N], int64.</param>
public sealed record LocalBatch(Tensor Inputs, Tensor Embedding, Tensor Logits, Tensor Labels);
