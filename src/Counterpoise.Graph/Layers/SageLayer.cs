using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>GraphSAGE with a mean: y_i = W_1 x_i + b + W_2 mean of x_j over the edges into i.</summary>
/// <remarks>O(n F O + e min(F, O)). Reference: Hamilton, Ying and Leskovec, NeurIPS 2017, arXiv:1706.02216.</remarks>
public sealed class SageLayer : nn.Module<Tensor, EdgeSet, Tensor>, IGraphLayer
{
    private readonly Linear _own, _neighbors;

    /// <summary>Creates the layer; initial weights are U(±1 / sqrt(inputs)), drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="inputs">F, 1 or more.</param>
    /// <param name="outputs">O, 1 or more.</param>
    public SageLayer(int inputs, int outputs) : base(nameof(SageLayer))
    {
        (Inputs, Outputs) = (inputs, outputs);
        _own = new Linear(inputs, outputs);
        _neighbors = new Linear(inputs, outputs, bias: false);
        register_module("own", _own);
        register_module("neighbors", _neighbors);
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, EdgeSet edges) => _own.forward(x)
        + (Inputs <= Outputs ? _neighbors.forward(EdgeSums.Mean(x, edges)) : EdgeSums.Mean(_neighbors.forward(x), edges));
}
