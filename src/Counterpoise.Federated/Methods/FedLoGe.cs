using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// FedLoGe, its global part: the backbone learns against a sparse equiangular tight frame that nobody trains, a global last layer learns on
/// its embeddings without touching them, and after training the rows of that layer are brought to one length.
/// </summary>
/// <remarks>
/// loss = CE(β S h, y) + CE(W stop(h) + b, y), S the frame with a part of its entries set to 0 and rows scaled to length 1. Decisions are
/// by W with rows w_c / ‖w_c‖ and no bias, which takes from frequent classes the advantage of long rows. The personal heads of the paper
/// are not here: only the global network is judged. The frame is drawn and scaled, not optimised for equal angles as in the paper's code.
/// Reference: Xiao et al., "FedLoGe: joint local and generic federated learning under long-tailed data", ICLR 2024, arXiv:2401.08977.
/// </remarks>
/// <param name="sparsity">Part of the frame's entries set to 0, 0 up to below 1; default and paper 0.6.</param>
/// <param name="scale">β, above 0; default 10.</param>
public sealed class FedLoGe(double sparsity = 0.6, double scale = 10) : IFederatedMethod
{
    private const string Frame = "sparse frame";
    private readonly double _sparsity = sparsity is >= 0 and < 1 ? sparsity
        : throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "expected 0 up to below 1");
    private readonly double _scale = scale is > 0 and < double.PositiveInfinity ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "expected above 0");
    private LastLayer? _layer;
    private double[]? _frame;

    /// <inheritdoc/>
    public string Name => "fedloge";

    /// <inheritdoc/>
    public void Prepare(EmbeddingClassifier network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        _layer = LastLayer.Find(network);
        _frame = SparseFrame(network.ClassCount, network.EmbeddingSize, seed);
    }

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var (classes, width) = (round.Network.ClassCount, round.Network.EmbeddingSize);
        round.Tensors[Frame] = torch.tensor(_frame ?? throw new InvalidOperationException("prepare a network first"), [classes, width],
            dtype: round.Network.parameters().First().dtype).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Loss(LocalRound round, LocalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(batch);
        var layer = LastLayer.Of(_layer);
        var (weight, bias) = (round.Network.get_parameter(layer.Weight)!, round.Network.get_parameter(layer.Bias)!);
        var frame = _scale * nn.functional.normalize(batch.Embedding, dim: 1).matmul(round.Tensors[Frame].t());
        var apart = batch.Embedding.detach().matmul(weight.t()) + bias;
        return nn.functional.cross_entropy(frame, batch.Labels) + nn.functional.cross_entropy(apart, batch.Labels);
    }

    /// <inheritdoc/>
    public ModelState Deploy(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return LastLayer.Of(_layer).UnitRows(server.Global);
    }

    private double[] SparseFrame(int classes, int width, ulong seed)
    {
        var frame = SimplexEtf.Draw(classes, width, seed);
        var random = new RandomStream(seed, "sparse-frame");
        for (var c = 0; c < classes; c++)
        {
            var row = frame.AsSpan(c * width, width);
            var square = 0.0;
            for (var i = 0; i < width; i++)
            {
                // Every row keeps its first entry, so that none is empty.
                row[i] = i > 0 && random.NextDouble() < _sparsity ? 0 : row[i];
                square += row[i] * row[i];
            }

            for (var i = 0; i < width; i++)
            {
                row[i] /= Math.Sqrt(square);
            }
        }

        return frame;
    }
}
