using Counterpoise.Graph.Graphs;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Graph;

/// <summary>Graphs that tests share.</summary>
internal static class SmallGraphs
{
    /// <summary>A random graph of so many nodes with mean degree 4, two classes and three features.</summary>
    public static GraphData Random(int nodes, ulong seed, double minority = 0.2, bool times = false)
    {
        var random = new RandomStream(seed, "small-graph");
        var features = new DenseMatrix(nodes, 3);
        var codes = new int[nodes];
        for (var n = 0; n < nodes; n++)
        {
            codes[n] = random.NextDouble() < minority ? 1 : 0;
            for (var c = 0; c < 3; c++)
            {
                features[n, c] = random.NextNormal() + codes[n];
            }
        }

        int[] sources = new int[2 * nodes], targets = new int[2 * nodes];
        for (var e = 0; e < sources.Length; e++)
        {
            int a = (int)random.NextInteger(nodes), b = (int)random.NextInteger(nodes);
            (sources[e], targets[e]) = times ? (Math.Min(a, b), Math.Max(a, b)) : (a, b);
        }

        var labels = new Labels("label", ["normal", "fraud"], codes);
        var relation = new Relation("edge", sources, targets);
        return new GraphData(features, [times ? relation : relation.Symmetric()], labels,
            times ? [.. Enumerable.Range(0, nodes).Select(n => (double)n)] : null);
    }
}
