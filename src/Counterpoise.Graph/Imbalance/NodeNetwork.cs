using Counterpoise.Graph.Layers;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Imbalance;

/// <summary>Two GraphSAGE layers to one logit, a score of nodes by their features alone, and a generator of edges.</summary>
internal sealed class NodeNetwork : nn.Module
{
    private readonly SageLayer _first, _second;
    private readonly Dropout _dropout;
    private readonly Linear _score, _generator;

    internal NodeNetwork(int features, NodeOptions options) : base(nameof(NodeNetwork))
    {
        (_first, _second, _dropout) = (new(features, options.Width), new(options.Width, 1), new(options.Dropout));
        (_score, _generator) = (new(features, 1), new(options.Width, options.Width, bias: false));
        register_module("first", _first);
        register_module("second", _second);
        register_module("dropout", _dropout);
        register_module("score", _score);
        register_module("generator", _generator);
    }

    internal Tensor Hidden(Tensor x, EdgeSet edges) => _dropout.forward(_first.forward(x, edges).relu());

    internal Tensor Logits(Tensor hidden, EdgeSet edges) => _second.forward(hidden, edges).squeeze(1);

    /// <summary>The score that neighbours are compared by: a logit from the features alone.</summary>
    internal Tensor Score(Tensor x) => _score.forward(x).squeeze(1);

    /// <summary>Whether a weight is one of <see cref="Score"/>.</summary>
    internal static bool IsScore(string name) => name.StartsWith("score.", StringComparison.Ordinal);

    /// <summary>The logit of an edge between rows, pair by pair.</summary>
    internal Tensor EdgeLogits(Tensor from, Tensor to) => (from * _generator.forward(to)).sum(1);
}
