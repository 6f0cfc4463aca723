using Counterpoise.Graph.Layers;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// Events with relations to earlier events: h = ReLU(W x); in each layer attention over every relation, fusion of relations, a gated
/// update; a decoder to one logit, and a projection for contrast.
/// </summary>
/// <remarks>
/// Reference: Tewari et al., "TMR-GGNN", arXiv:2606.18444; its equations are not public, those of the layers are a reconstruction.
/// </remarks>
public sealed class TimeAwareNetwork : nn.Module
{
    private readonly TimeAwareOptions _options;

    /// <summary>Creates the network; initial weights are drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="features">F.</param>
    /// <param name="relations">R; 0 for a perceptron.</param>
    /// <param name="options">The layers.</param>
    public TimeAwareNetwork(int features, int relations, TimeAwareOptions options) : base(nameof(TimeAwareNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, RelationCount) = (options, relations);
        var d = options.Width;
        Input = Add("input", new Linear(features, d));
        var layers = relations == 0 ? 0 : options.Layers;
        Attentions = [.. Enumerable.Range(0, layers).Select(l => Enumerable.Range(0, relations).Select(r =>
            Add($"attention{l}_{r}", new RelationalAttention(d, d, options.TimeWidth, options.NeighborLabels ? 3 : 1))).ToArray())];
        Fusions = [.. Enumerable.Range(0, layers).Select(l => Add($"fusion{l}", new RelationFusion(d)))];
        Updates = [.. Enumerable.Range(0, layers).Select(l => Add($"update{l}", new GruUpdate(d)))];
        Hidden = Add("hidden", new Linear(d, Math.Max(1, d / 2)));
        Output = Add("output", new Linear(Math.Max(1, d / 2), 1));
        Projection = Add("projection", new Linear(d, Math.Max(2, d / 2)));
    }

    /// <summary>Number of relations.</summary>
    public int RelationCount { get; }

    /// <summary>Number of layers of messages.</summary>
    public int LayerCount => Attentions.Length;

    internal Linear Input { get; }

    internal RelationalAttention[][] Attentions { get; }

    internal RelationFusion[] Fusions { get; }

    internal GruUpdate[] Updates { get; }

    internal Linear Hidden { get; }

    internal Linear Output { get; }

    internal Linear Projection { get; }

    internal TimeAwareOptions Options => _options;

    /// <summary>Runs a block. Sources before it are read from memory, sources within it from this run.</summary>
    /// <param name="features">Standardised features of the block's events, [B, F].</param>
    /// <param name="block">The block.</param>
    /// <param name="memory">Values of earlier events before each layer, [n, d] each.</param>
    /// <param name="within">Values before each layer of the events that edges within the block come from; null for this run's own.</param>
    /// <returns>Values before each layer and after the last.</returns>
    internal Tensor[] Run(Tensor features, EventBlock block, Tensor[] memory, Tensor[]? within = null)
    {
        var values = new Tensor[LayerCount + 1];
        values[0] = Input.forward(features).relu();
        for (var l = 0; l < LayerCount; l++)
        {
            var own = within?[l] ?? values[l];
            var messages = new Tensor[RelationCount];
            for (var r = 0; r < RelationCount; r++)
            {
                var relation = block.Relations[r];
                var sources = torch.cat([own.index_select(0, relation.Within), memory[l].index_select(0, relation.Before)]);
                messages[r] = _options.Attention
                    ? Attentions[l][r].Run(sources, values[l], relation.Edges, relation.Hours,
                        _options.NeighborLabels ? relation.States : null).Messages
                    : Attentions[l][r].Mean(sources, relation.Edges, _options.NeighborLabels ? relation.States : null);
            }

            values[l + 1] = Updates[l].forward(Fusions[l].Run(messages, block.Reached).Message, values[l]);
        }

        return values;
    }

    /// <summary>The logit of each event, [B].</summary>
    internal Tensor Decode(Tensor values) => Output.forward(Hidden.forward(values).relu()).squeeze(1);

    /// <summary>Vectors of length 1 for contrast, [B, d / 2].</summary>
    internal Tensor Project(Tensor values) => nn.functional.normalize(Projection.forward(values), dim: 1);

    private T Add<T>(string name, T module)
        where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
