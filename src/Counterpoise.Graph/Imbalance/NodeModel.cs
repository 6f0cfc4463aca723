using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Layers;
using Counterpoise.Graph.Models;
using Counterpoise.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// A trained classifier of nodes with all that it needs on another graph: features and their scaling, relations, classes, threshold,
/// calibration by degree. Nothing of it is tied to the nodes of training, so that it scores new nodes as it scores known ones.
/// </summary>
public sealed class NodeModel : IDisposable
{
    private readonly NodeNetwork _network;
    private readonly NodeScaling _scaling;

    internal NodeModel(NodeNetwork network, NodeOptions options, NodeScaling scaling)
    {
        (_network, Options, _scaling) = (network, options, scaling);
    }

    /// <summary>The network, what was done about the rare class, and the training.</summary>
    public NodeOptions Options { get; }

    /// <summary>Names of the classes in training.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The class whose probability is predicted: its place among <see cref="Classes"/>.</summary>
    public required int Positive { get; init; }

    /// <summary>Names of the features, F.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>Names of the relations of training, whose edges count together.</summary>
    public required IReadOnlyList<string> Relations { get; init; }

    /// <summary>Mean of each feature over the training nodes, [F].</summary>
    public IReadOnlyList<double> Means => _scaling.Means;

    /// <summary>Deviation of each feature over the training nodes, [F]; 1 for a constant one.</summary>
    public IReadOnlyList<double> Deviations => _scaling.Deviations;

    /// <summary>Probability from which a node is called positive: that of the best F1 on validation.</summary>
    public required double Threshold { get; init; }

    /// <summary>Prior of the positive class among the training nodes.</summary>
    public required double Prior { get; init; }

    /// <summary>How the files of training were read; null where the graph was made in memory.</summary>
    public NodeReading? Reading { get; set; }

    internal DegreeCurves? Curves { get; init; }

    internal Dictionary<string, Tensor> Weights() => ModelWeights.Of(_network);

    /// <summary>
    /// The probability of the positive class for every node, from its features and those of its neighbours within two edges; labels are not
    /// looked at. Plain scores are uncalibrated, those of <see cref="NodeOptions.DegreeAdjustment"/> calibrated by degree.
    /// </summary>
    /// <param name="graph">The graph of training, another state of it with new nodes, or another graph with the same features: in any
    /// order, where a category that is new counts as none.</param>
    /// <returns>[n], 0 to 1.</returns>
    /// <exception cref="GraphFormatException">Features are missing or new, a relation is unknown, or there is no edge.</exception>
    public double[] Predict(GraphData graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (logits, edges) = Logits(graph);
        return Curves is null ? Array.ConvertAll(logits, z => 1 / (1 + Math.Exp(-z)))
            : Curves.Apply(logits, [.. Enumerable.Range(0, graph.NodeCount).Select(edges.Degree)]);
    }

    /// <summary>The name of the class of a node with this probability; <c>not</c> and the positive class where there were others.</summary>
    /// <param name="probability">Of <see cref="Predict"/>.</param>
    /// <param name="threshold">The probability from which it is positive; null for <see cref="Threshold"/>.</param>
    public string ClassOf(double probability, double? threshold = null) =>
        probability >= (threshold ?? Threshold) ? Classes[Positive]
        : Classes.Count == 2 ? Classes[1 - Positive] : $"not {Classes[Positive]}";

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    internal (double[] Logits, Csr Edges) Logits(GraphData graph)
    {
        var features = Features(graph);
        var relations = Known(graph);
        int[] sources = [.. relations.SelectMany(r => r.Sources)], targets = [.. relations.SelectMany(r => r.Targets)];
        var n = graph.NodeCount;
        var incoming = Csr.Incoming(n, sources, targets);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        _network.eval();
        var values = _scaling.Apply(features);
        if (Options.Method is NodeMethod.LabelBalanced or NodeMethod.SimilarityFilter)
        {
            var scores = _network.Score(values).sigmoid().to_type(ScalarType.Float64).ToArray<double>();
            (sources, targets) = NeighborFilter.Apply(incoming, scores, Options.KeptNeighbors, [], 0);
        }

        var edges = new EdgeSet(n, n, sources, targets);
        return (_network.Logits(_network.Hidden(values, edges), edges).to_type(ScalarType.Float64).ToArray<double>(), incoming);
    }

    /// <summary>
    /// The features in the order of training. A category of training that no node has is 0; one that training had not is left out.
    /// </summary>
    private DenseMatrix Features(GraphData graph)
    {
        if (FeatureNames.SequenceEqual(graph.FeatureNames))
        {
            return graph.Features;
        }

        var place = graph.FeatureNames.Select((name, at) => (name, at)).ToDictionary(p => p.name, p => p.at, StringComparer.Ordinal);
        string[] missing = [.. FeatureNames.Where(f => !place.ContainsKey(f))],
            more = [.. graph.FeatureNames.Except(FeatureNames)];
        string[] lost = [.. missing.Where(f => !IsCategory(f, graph.FeatureNames))],
            added = [.. more.Where(f => !IsCategory(f, FeatureNames))];
        if (lost.Length + added.Length > 0)
        {
            throw new GraphFormatException([
                .. lost.Select(f => new GraphFault(GraphFaultKind.OtherFeatures, "nodes", $"feature '{f}' of training is missing")),
                .. added.Select(f => new GraphFault(GraphFaultKind.OtherFeatures, "nodes", $"feature '{f}' was not there in training"))]);
        }

        var result = new DenseMatrix(graph.NodeCount, FeatureNames.Count);
        for (var c = 0; c < FeatureNames.Count; c++)
        {
            for (var n = 0; n < graph.NodeCount && place.TryGetValue(FeatureNames[c], out var from); n++)
            {
                result[n, c] = graph.Features[n, from];
            }
        }

        return result;
    }

    /// <summary>Whether a feature is one category of a column that has others among these.</summary>
    private static bool IsCategory(string feature, IReadOnlyList<string> others) =>
        feature.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
        && others.Any(o => o.StartsWith(feature[..(at + 1)], StringComparison.Ordinal));

    /// <summary>The relations in the order of training.</summary>
    private Relation[] Known(GraphData graph)
    {
        if (graph.Relations.Where(r => !Relations.Contains(r.Name)).ToArray() is { Length: > 0 } unknown)
        {
            throw new GraphFormatException([.. unknown.Select(r => new GraphFault(GraphFaultKind.UnknownRelation, $"relation '{r.Name}'",
                $"the model was trained on {string.Join(", ", Relations)}"))]);
        }

        if (graph.Relations.All(r => r.Count == 0))
        {
            throw new GraphFormatException([new(GraphFaultKind.NoEdges, "edges", $"{graph.NodeCount} nodes and no edge")]);
        }

        return [.. graph.Relations.OrderBy(r => Relations.ToList().IndexOf(r.Name))];
    }
}
