using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// Graph attention: y_i = Σ_j a_ij W x_j + b with a = softmax over the edges into i of LeakyReLU(u · W x_j + v · W x_i), for each of H
/// heads, side by side.
/// </summary>
/// <remarks>
/// Loops are added, as in the paper. O(n F O + e O). Reference: Veličković et al., "Graph attention networks", ICLR 2018, arXiv:1710.10903.
/// </remarks>
public sealed class GatLayer : nn.Module<Tensor, EdgeSet, Tensor>, IGraphLayer
{
    private const double Slope = 0.2;
    private readonly Linear _linear;
    private readonly int _heads;

    /// <summary>Creates the layer; initial weights are drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="inputs">F, 1 or more.</param>
    /// <param name="outputs">Width of all heads together, a multiple of their number.</param>
    /// <param name="heads">H, 1 or more; default 4.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the heads.</exception>
    public GatLayer(int inputs, int outputs, int heads = 4) : base(nameof(GatLayer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (outputs % heads != 0)
        {
            throw new ArgumentException($"{outputs} outputs for {heads} heads; expected a multiple", nameof(outputs));
        }

        (Inputs, Outputs, _heads) = (inputs, outputs, heads);
        _linear = new Linear(inputs, outputs, bias: false);
        register_module("linear", _linear);
        this.RegisterParameter("source", [heads, outputs / heads], Initializer.FanIn(outputs / heads));
        this.RegisterParameter("target", [heads, outputs / heads], Initializer.FanIn(outputs / heads));
        this.RegisterParameter("bias", [outputs], Initializer.Zeros);
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, EdgeSet edges) => Run(x, edges).Values;

    /// <summary>Runs the layer and tells its attention.</summary>
    /// <param name="x">[n, inputs].</param>
    /// <param name="edges">Edges; loops are added.</param>
    /// <returns>Values [n, outputs], and attention [e, H] in the order of the targets of <see cref="EdgeSet.WithLoops"/>.</returns>
    public (Tensor Values, Tensor Attention) Run(Tensor x, EdgeSet edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        var looped = edges.WithLoops();
        var h = _linear.forward(x);
        var byHead = h.reshape(-1, _heads, Outputs / _heads);
        var fromSource = (byHead * get_parameter("source")!).sum(2);
        var fromTarget = (byHead * get_parameter("target")!).sum(2);
        var scores = (EdgeSums.FromSources(fromSource, looped) + EdgeSums.FromTargets(fromTarget, looped)).leaky_relu(Slope);
        var attention = EdgeSums.Softmax(scores, looped);
        return (EdgeSums.Sum(h, looped, attention) + get_parameter("bias")!, attention);
    }
}
