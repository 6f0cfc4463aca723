using Counterpoise.Graph.Layers;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Gcn;

/// <summary>
/// Graph layers with ReLU and dropout; mean and largest of the nodes to three logits (direct, indirect, implicit), and each app's value to
/// one logit of being a cause.
/// </summary>
/// <remarks>
/// Reference: Al Shami, Yan and Thepie Fapi, arXiv:2503.03523; the architecture is not reported there, this one is a reconstruction.
/// </remarks>
public sealed class ConflictNetwork : nn.Module
{
    private readonly IGraphLayer[] _layers;
    private readonly Dropout _dropout;
    private readonly Linear _hidden, _types, _cause;

    /// <summary>Creates the network; initial weights are drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="inputs">Features of a node.</param>
    /// <param name="options">The layers.</param>
    public ConflictNetwork(int inputs, ConflictOptions options) : base(nameof(ConflictNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        var d = options.Width;
        _layers = [.. Enumerable.Range(0, options.Layers).Select(l => Make(options.Layer, l == 0 ? inputs : d, d))];
        for (var l = 0; l < _layers.Length; l++)
        {
            register_module($"layer{l}", (nn.Module)_layers[l]);
        }

        (_dropout, _hidden, _types, _cause) = (new(options.Dropout), new(2 * d, d), new(d, 3), new(d, 1));
        register_module("dropout", _dropout);
        register_module("hidden", _hidden);
        register_module("types", _types);
        register_module("cause", _cause);
    }

    /// <summary>The layers and how they were trained.</summary>
    public ConflictOptions Options { get; }

    /// <summary>Runs graphs.</summary>
    /// <param name="nodes">Features, [n, inputs].</param>
    /// <param name="edges">Known edges.</param>
    /// <param name="graphs">Each node as an edge to its graph.</param>
    /// <param name="apps">Rows of apps, [a] of int64.</param>
    /// <returns>Logits of types [B, 3] and of causes [a].</returns>
    public (Tensor Types, Tensor Causes) Run(Tensor nodes, EdgeSet edges, EdgeSet graphs, Tensor apps)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var h = nodes;
        foreach (var layer in _layers)
        {
            h = _dropout.forward(layer.forward(h, edges).relu());
        }

        return (_types.forward(_hidden.forward(GraphReadout.MeanMax(h, graphs)).relu()),
            _cause.forward(h.index_select(0, apps)).squeeze(1));
    }

    private static IGraphLayer Make(ConflictLayer layer, int inputs, int outputs) => layer switch
    {
        ConflictLayer.Sage => new SageLayer(inputs, outputs),
        ConflictLayer.Gat => new GatLayer(inputs, outputs),
        _ => new GcnLayer(inputs, outputs),
    };
}
