using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// Weighs the messages of several relations: β = softmax over those with neighbours of q · tanh(W m_r + b), m = Σ_r β_r m_r; 0 where no
/// relation has any.
/// </summary>
public sealed class RelationFusion : nn.Module
{
    private readonly Linear _linear;

    /// <summary>Creates the layer; initial weights are drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="width">Width of a message, 1 or more.</param>
    public RelationFusion(int width) : base(nameof(RelationFusion))
    {
        _linear = new Linear(width, width);
        register_module("linear", _linear);
        this.RegisterParameter("query", [width], Initializer.FanIn(width));
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="messages">The messages of each relation, R times [t, d].</param>
    /// <param name="reached">Whether each relation has neighbours, [t, R] of 0 and 1.</param>
    /// <returns>m [t, d], and β [t, R], whose rows sum to 1, or to 0 without neighbours.</returns>
    public (Tensor Message, Tensor Weights) Run(IReadOnlyList<Tensor> messages, Tensor reached)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(reached);
        var stacked = torch.stack(messages, 1);
        var scores = _linear.forward(stacked).tanh().matmul(get_parameter("query")!.unsqueeze(1)).squeeze(2);

        // A finite number in place of −∞: a row without any neighbour has a softmax too, and its weights are then set to 0.
        var weights = scores.masked_fill(reached.eq(0), -1e30).softmax(1) * reached;
        return ((stacked * weights.unsqueeze(2)).sum(1), weights);
    }

    internal Linear Linear => _linear;
}
