namespace Counterpoise.Graph.Layers;

/// <summary>One vector for each graph of a batch: mean and maximum of its nodes side by side.</summary>
public static class GraphReadout
{
    /// <summary>Reads graphs out.</summary>
    /// <param name="nodes">Values of the nodes, [n, d].</param>
    /// <param name="graphs">Each node as an edge to its graph: sources are nodes, targets graphs.</param>
    /// <returns>[B, 2 d]; zeros for a graph without nodes.</returns>
    public static Tensor MeanMax(Tensor nodes, EdgeSet graphs) => torch.cat([EdgeSums.Mean(nodes, graphs), EdgeSums.Max(nodes, graphs)], 1);

    /// <summary>The edges from nodes to their graphs.</summary>
    /// <param name="graphOf">The graph of each node, [n].</param>
    /// <param name="graphs">B.</param>
    public static EdgeSet Edges(ReadOnlySpan<int> graphOf, int graphs) =>
        new(graphOf.Length, graphs, [.. Enumerable.Range(0, graphOf.Length)], graphOf);
}
