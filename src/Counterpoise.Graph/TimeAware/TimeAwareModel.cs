using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.TimeAware;

/// <summary>A trained network with what its inputs were scaled by.</summary>
public sealed class TimeAwareModel : IDisposable
{
    private TimeAwareModel(TimeAwareNetwork network, double[] means, double[] deviations, IReadOnlyList<EventRelation> kinds,
        EventFeatureOptions features)
    {
        (Network, Means, Deviations, Kinds, Features) = (network, means, deviations, kinds, features);
    }

    /// <summary>The network.</summary>
    public TimeAwareNetwork Network { get; }

    /// <summary>Mean of each feature over the training events, [F].</summary>
    public double[] Means { get; }

    /// <summary>Deviation of each feature over the training events, [F]; 1 for a constant one.</summary>
    public double[] Deviations { get; }

    /// <summary>The kinds of links.</summary>
    public IReadOnlyList<EventRelation> Kinds { get; }

    /// <summary>How features are computed.</summary>
    public EventFeatureOptions Features { get; }

    /// <summary>Scores every event in one pass through time.</summary>
    /// <param name="graph">Events with the same features and kinds of links.</param>
    /// <param name="cancellationToken">Ends the work between two blocks.</param>
    /// <returns>Logits, [n]; higher is likelier positive.</returns>
    public double[] Score(EventGraph graph, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var scope = torch.NewDisposeScope();
        return Score(graph, EventBlock.Cut(Relevant(graph), Network.Options.BlockEvents), graph.Events.Count, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    internal static TimeAwareModel Create(EventGraph graph, int[] training, TimeAwareOptions options, ulong seed)
    {
        var width = graph.Features.Columns;
        double[] means = new double[width], deviations = new double[width];
        foreach (var row in training)
        {
            for (var c = 0; c < width; c++)
            {
                means[c] += graph.Features[row, c] / training.Length;
            }
        }

        foreach (var row in training)
        {
            for (var c = 0; c < width; c++)
            {
                deviations[c] += Math.Pow(graph.Features[row, c] - means[c], 2) / training.Length;
            }
        }

        deviations = Array.ConvertAll(deviations, v => v > 1e-12 ? Math.Sqrt(v) : 1);
        var network = new TimeAwareNetwork(width, options.Layers == 0 ? 0 : graph.Kinds.Count, options).Initialize(seed);
        return new TimeAwareModel(network, means, deviations, graph.Kinds, graph.Options);
    }

    internal static TimeAwareModel From(TimeAwareNetwork network, double[] means, double[] deviations, IReadOnlyList<EventRelation> kinds,
        EventFeatureOptions features) =>
        new(network, means, deviations, kinds, features);

    /// <summary>The graph as the network sees it: a perceptron sees no edges.</summary>
    internal EventGraph Relevant(EventGraph graph) => Network.RelationCount == 0 ? graph.WithoutRelations() : graph;

    internal Tensor Standardized(DenseMatrix features)
    {
        var scaled = new float[features.Rows * features.Columns];
        for (var i = 0; i < features.Rows; i++)
        {
            Standardize(features.Row(i), scaled.AsSpan(i * features.Columns, features.Columns));
        }

        return Tensor.FromArray(scaled, features.Rows, features.Columns);
    }

    internal void Standardize(ReadOnlySpan<double> row, Span<float> to)
    {
        for (var c = 0; c < row.Length; c++)
        {
            // What lies ten deviations out in the future is as far as the network is shown.
            to[c] = (float)Math.Clamp((row[c] - Means[c]) / Deviations[c], -10, 10);
        }
    }

    internal Tensor[] Memory(int events) => [.. Enumerable.Range(0, Network.LayerCount)
        .Select(_ => torch.zeros(events, Network.Options.Width))];

    internal double[] Score(EventGraph graph, EventBlock[] blocks, int end, CancellationToken cancellationToken)
    {
        using var guard = torch.no_grad();
        using var outer = torch.NewDisposeScope();
        Network.eval();
        var features = Standardized(graph.Features);
        var memory = Memory(graph.Events.Count);
        var scores = new double[graph.Events.Count];
        foreach (var block in blocks.TakeWhile(b => b.First < end))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var values = Network.Run(features.narrow(0, block.First, block.Count), block, memory);
            for (var l = 0; l < memory.Length; l++)
            {
                memory[l].narrow(0, block.First, block.Count).copy_(values[l]);
            }

            Network.Decode(values[^1]).to_type(ScalarType.Float64).ToArray<double>().CopyTo(scores, block.First);
        }

        return scores;
    }
}
