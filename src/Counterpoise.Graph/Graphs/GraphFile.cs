using Counterpoise.Data;
using Counterpoise.Numerics;

namespace Counterpoise.Graph.Graphs;

/// <summary>
/// Reads a graph from a table of nodes and tables of edges: CSV, Parquet and the other formats of <see cref="TableFile"/>.
/// </summary>
public static class GraphFile
{
    private const int MostFaults = 1000;

    /// <summary>Reads and checks a graph. Names of nodes are compared as texts. O(n F + e).</summary>
    /// <param name="options">The files and their columns.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="GraphFormatException">Edges to missing nodes, duplicates, missing values in features or edges from the future;
    /// the message names the lines.</exception>
    /// <exception cref="TableFormatException">A file is no table.</exception>
    public static GraphData Read(GraphReadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var faults = new List<GraphFault>();
        var nodes = options.Nodes is null ? null : NodeRows.Read(options, faults, cancellationToken);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var n = 0; n < (nodes?.Names.Length ?? 0); n++)
        {
            places.TryAdd(nodes!.Names[n], n);
        }

        var read = new Dictionary<string, EdgeRows>(StringComparer.Ordinal);
        foreach (var file in options.Edges)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EdgeRows.Read(file, options, places, nodes, read, faults, cancellationToken);
        }

        if (faults.Count > 0)
        {
            throw new GraphFormatException([.. faults.Take(MostFaults)]);
        }

        if (read.Count == 0)
        {
            throw new GraphFormatException([.. options.Edges.Select(e => new GraphFault(GraphFaultKind.NoEdges, e.Path,
                "columns and no row"))]);
        }

        Relation[] relations = [.. read.Values.Select(r => options.Directed ? r.ToRelation() : r.ToRelation().Symmetric())];
        if (nodes is null)
        {
            return new GraphData(new DenseMatrix(places.Count, 0), relations) { NodeNames = [.. places.Keys] };
        }

        return new GraphData(nodes.Features, relations, nodes.Labels, nodes.Times)
        {
            FeatureNames = nodes.FeatureNames,
            NodeNames = nodes.Names,
            LabelKnown = nodes.LabelKnown,
            GraphOf = nodes.GraphOf,
            GraphLabels = nodes.GraphLabels,
        };
    }
}
