using System.Globalization;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Torch.Files;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Predicts the nodes of a graph with a model that was kept.</summary>
public static class NodePredicting
{
    /// <summary>Whether a file is a model of nodes.</summary>
    /// <param name="model">The file.</param>
    public static bool Is(string model) => NodeModelFile.Is(model);

    /// <summary>
    /// Predicts every node of a graph: the one of training, or one with new nodes. Files are read as those of training were; the class is
    /// not needed and is not looked at.
    /// </summary>
    /// <param name="model">A file of <see cref="NodeModelTraining"/>.</param>
    /// <param name="edges">The archive, or the table of edges.</param>
    /// <param name="nodes">The table of nodes; null for an archive.</param>
    /// <param name="threshold">Probability from which the rare class is predicted, 0 to 1; null for the model's own.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work before the network runs.</param>
    /// <exception cref="InputException">The data have no nodes of their own, or the threshold is out of range.</exception>
    /// <exception cref="GraphFormatException">The graph has other features or relations, or no edge.</exception>
    /// <exception cref="WeightFileException">The file is damaged, or no model of nodes.</exception>
    public static IReadOnlyList<NodePrediction> Run(string model, string edges, string? nodes, double? threshold = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        if (threshold is not (null or (>= 0 and <= 1)))
        {
            throw new InputException(FormattableString.Invariant($"--threshold is {threshold}; expected a probability from 0 to 1"));
        }

        using var trained = NodeModelFile.Load(model);
        var data = DataOf(trained, edges, nodes);
        var graph = data.ReadGraph(cancellationToken);
        if (data.Nodes is null && graph.Features.Columns == 0 && trained.FeatureNames.Count > 0)
        {
            throw new InputException($"'{data.Data}' has edges and no features of nodes: give the table of nodes with --nodes");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var probabilities = trained.Predict(graph);
        var degrees = new int[graph.NodeCount];
        foreach (var target in graph.Relations.SelectMany(r => r.Targets))
        {
            degrees[target]++;
        }

        if (degrees.Count(d => d == 0) is > 0 and var alone)
        {
            events.Note($"{alone} of {graph.NodeCount} nodes have no neighbour and are judged by their features alone");
        }

        string[] categories = [.. graph.FeatureNames.Except(trained.FeatureNames)];
        if (categories.Length > 0)
        {
            events.Note($"training had not {string.Join(", ", categories)}: such a category counts as none");
        }

        return [.. probabilities.Select((p, n) => new NodePrediction(
            graph.NodeNames.Count > 0 ? graph.NodeNames[n] : n.ToString(CultureInfo.InvariantCulture), trained.ClassOf(p, threshold), p,
            degrees[n]))];
    }

    private static GraphDataOptions DataOf(NodeModel trained, string edges, string? nodes)
    {
        var reading = trained.Reading ?? new NodeReading();
        return new GraphDataOptions
        {
            Data = edges,
            Nodes = nodes,
            Id = reading.Id,
            Time = reading.Time,
            Unused = [.. reading.Exclude, .. reading.Label is { } label ? (string[])[label] : []],
            Source = reading.Source,
            Target = reading.Target,
            Relation = reading.Relation,
            RelationName = trained.Relations.Count == 1 ? trained.Relations[0] : null,
            Directed = reading.Directed,
            MergeDuplicates = reading.MergeDuplicates,
        };
    }
}
