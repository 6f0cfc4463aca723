using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>Graph convolution: y = S x W + b with S = D^(−1/2) (A + I) D^(−1/2), D the degrees with loops.</summary>
/// <remarks>
/// Give edges both ways (<see cref="Graphs.Relation.Symmetric"/>); loops are added, not twice. A node alone keeps its own value, S_ii = 1.
/// O(n F O + e O). Reference: Kipf and Welling, "Semi-supervised classification with graph convolutional networks", ICLR 2017,
/// arXiv:1609.02907.
/// </remarks>
public sealed class GcnLayer : nn.Module<Tensor, EdgeSet, Tensor>, IGraphLayer
{
    /// <summary>Creates the layer; initial weights are U(±1 / sqrt(inputs)), drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="inputs">F, 1 or more.</param>
    /// <param name="outputs">O, 1 or more.</param>
    /// <param name="bias">Whether b is learnt.</param>
    public GcnLayer(int inputs, int outputs, bool bias = true) : base(nameof(GcnLayer))
    {
        (Inputs, Outputs) = (inputs, outputs);
        Weight = new Linear(inputs, outputs, bias: false);
        register_module("linear", Weight);
        if (bias)
        {
            this.RegisterParameter("bias", [outputs], Initializer.Zeros);
        }
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <summary>W as a linear map without bias.</summary>
    public Linear Weight { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(edges);
        var looped = edges.WithLoops();

        // The narrower side is summed.
        var weights = looped.SymmetricWeights(x.Type, x.device);
        var y = Inputs < Outputs
            ? Weight.forward(EdgeSums.Sum(x, looped, weights))
            : EdgeSums.Sum(Weight.forward(x), looped, weights);
        return get_parameter("bias") is { } bias ? y + bias : y;
    }
}
