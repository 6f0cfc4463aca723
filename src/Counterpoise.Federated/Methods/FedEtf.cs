using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// FedETF: the last layer is a simplex equiangular tight frame that nobody trains, so that clients with few classes cannot bend it.
/// </summary>
/// <remarks>
/// loss = ½ (m_y · h − 1)² with h the embedding at unit length and m_y the vector of its class (dot regression), as in the code of FedReLa;
/// the paper's balanced feature loss is −log softmax of β h·m_c + log n_c at y (<paramref name="balanced"/>). Decisions are by β h·m_c. The
/// embedding must be able to be negative: end the body with a linear layer. References: Li et al., "No fear of classifier biases: neural
/// collapse inspired federated learning with synthetic and fixed classifier", ICCV 2023, arXiv:2303.10058; Yang et al., NeurIPS 2022,
/// arXiv:2203.09081 (dot regression).
/// </remarks>
/// <param name="balanced">Whether the loss is the balanced feature loss; default dot regression.</param>
/// <param name="scale">β, above 0; default 10.</param>
public sealed class FedEtf(bool balanced = false, double scale = 10) : IFederatedMethod
{
    private const string Prior = "log counts";
    private LastLayer? _layer;
    private readonly double _scale = scale is > 0 and < double.PositiveInfinity ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "expected above 0");

    /// <inheritdoc/>
    public string Name => "fedetf";

    /// <inheritdoc/>
    public void Prepare(EmbeddingClassifier network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        var layer = LastLayer.Find(network);
        _layer = layer;
        layer.Fix(network, SimplexEtf.Draw(network.ClassCount, network.EmbeddingSize, seed));
    }

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        double[] prior = [.. round.Counts.Select(n => n == 0 ? double.NegativeInfinity : Math.Log(n))];
        round.Tensors[Prior] = torch.tensor(prior, dtype: round.Network.parameters().First().dtype).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(batch);
        var cosines = Cosines(round.Network, batch.Embedding);
        if (balanced)
        {
            return nn.functional.cross_entropy((_scale * cosines) + round.Tensors[Prior], batch.Labels);
        }

        var own = cosines.gather(1, batch.Labels.unsqueeze(1));
        return ((own - 1).pow(2) / 2).mean();
    }

    /// <inheritdoc/>
    public Tensor Decide(EmbeddingClassifier network, Tensor embedding, Tensor logits) => _scale * Cosines(network, embedding);

    private Tensor Cosines(EmbeddingClassifier network, Tensor embedding)
    {
        var weight = network.get_parameter(LastLayer.Of(_layer).Weight)!;
        return nn.functional.normalize(embedding, dim: 1).matmul(weight.t());
    }
}
