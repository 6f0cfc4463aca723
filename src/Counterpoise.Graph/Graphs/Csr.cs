namespace Counterpoise.Graph.Graphs;

/// <summary>The edges of a relation by target, in compressed sparse rows: for every node the sources of the edges that come in.</summary>
public sealed class Csr
{
    private Csr(int[] offsets, int[] neighbors, int[] edges) => (Offsets, Neighbors, Edges) = (offsets, neighbors, edges);

    /// <summary>The number of nodes, n.</summary>
    public int NodeCount => Offsets.Length - 1;

    /// <summary>The number of edges, e.</summary>
    public int EdgeCount => Neighbors.Length;

    /// <summary>Where the neighbours of each node begin, [n + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>The sources, [e], node by node, in the order of the edges.</summary>
    public int[] Neighbors { get; }

    /// <summary>The place of each edge among those given, [e].</summary>
    public int[] Edges { get; }

    /// <summary>The sources of the edges into a node.</summary>
    /// <param name="node">0 to n − 1.</param>
    public ReadOnlySpan<int> Of(int node) => Neighbors.AsSpan(Offsets[node]..Offsets[node + 1]);

    /// <summary>The number of edges into a node.</summary>
    /// <param name="node">0 to n − 1.</param>
    public int Degree(int node) => Offsets[node + 1] - Offsets[node];

    /// <summary>Orders edges by target with a counting sort; edges of one target keep their order. O(n + e).</summary>
    /// <param name="nodes">n.</param>
    /// <param name="sources">[e].</param>
    /// <param name="targets">[e].</param>
    public static Csr Incoming(int nodes, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets)
    {
        var offsets = new int[nodes + 1];
        foreach (var target in targets)
        {
            offsets[target + 1]++;
        }

        for (var n = 0; n < nodes; n++)
        {
            offsets[n + 1] += offsets[n];
        }

        var next = offsets[..nodes];
        int[] neighbors = new int[sources.Length], edges = new int[sources.Length];
        for (var e = 0; e < sources.Length; e++)
        {
            var at = next[targets[e]]++;
            neighbors[at] = sources[e];
            edges[at] = e;
        }

        return new Csr(offsets, neighbors, edges);
    }

    /// <summary>The edges of a relation by target.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="nodes">n.</param>
    public static Csr Incoming(Relation relation, int nodes)
    {
        ArgumentNullException.ThrowIfNull(relation);
        return Incoming(nodes, relation.Sources, relation.Targets);
    }
}
