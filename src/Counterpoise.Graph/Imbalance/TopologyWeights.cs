using Counterpoise.Graph.Graphs;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Weights of training nodes by where they lie: a node in the midst of other classes' influence counts less. With Π the personalised
/// PageRank of the graph and S_c the mean of its columns over training nodes of class c, the conflict of v is Σ_u Π_vu Σ_(c ≠ y_v) S_c(u);
/// weights fall by half a cosine over the ranks of the conflict.
/// </summary>
/// <remarks>
/// O(iterations · C · e). Reference: Chen et al., "Topology-imbalance learning for semi-supervised node classification", NeurIPS 2021,
/// arXiv:2110.04099.
/// </remarks>
public static class TopologyWeights
{
    private const double Restart = 0.15;
    private const int Iterations = 20;

    /// <summary>Computes the weights.</summary>
    /// <param name="graph">The graph; its relations count together.</param>
    /// <param name="training">Training nodes.</param>
    /// <param name="lowest">Weight of the node with the greatest conflict, at least 0; default 0.5.</param>
    /// <param name="highest">Weight of the node with the least; default 1.5.</param>
    /// <returns>One weight for each training node, times inverse class frequency with mean 1.</returns>
    public static double[] Compute(GraphData graph, int[] training, double lowest = 0.5, double highest = 1.5)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfNegative(lowest);
        var labels = graph.RequireLabels();
        Csr[] edges = [.. graph.Relations.Select(r => Csr.Incoming(r, graph.NodeCount))];
        int[] degrees = [.. Enumerable.Range(0, graph.NodeCount).Select(n => 1 + edges.Sum(e => e.Degree(n)))];
        var classes = labels.Classes.Count;
        var counts = new int[classes];
        Array.ForEach(training, n => counts[labels[n]]++);
        double[][] influence = [.. Enumerable.Range(0, classes).Select(c =>
        {
            var start = new double[graph.NodeCount];
            foreach (var n in training.Where(n => labels[n] == c))
            {
                start[n] = 1.0 / counts[c];
            }

            return PageRank(start, edges, degrees);
        })];
        double[] total = [.. Enumerable.Range(0, graph.NodeCount).Select(n => influence.Sum(i => i[n]))];
        double[][] met = [.. influence.Select(own => PageRank([.. total.Zip(own, (t, o) => t - o)], edges, degrees))];
        int[] order = [.. Enumerable.Range(0, training.Length).OrderBy(i => met[labels[training[i]]][training[i]])];
        var weights = new double[training.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var n = training[order[rank]];
            var place = lowest + ((highest - lowest) / 2 * (1 + Math.Cos(Math.PI * rank / Math.Max(1, order.Length - 1))));
            weights[order[rank]] = place * training.Length / (counts.Count(c => c > 0) * (double)counts[labels[n]]);
        }

        return weights;
    }

    /// <summary>Π x with Π = α (I − (1 − α) S)^−1 and S the symmetric normalisation with loops, which makes Π symmetric.</summary>
    private static double[] PageRank(double[] start, Csr[] edges, int[] degrees)
    {
        double[] now = [.. start];
        for (var i = 0; i < Iterations; i++)
        {
            var next = new double[now.Length];
            for (var n = 0; n < next.Length; n++)
            {
                var sum = now[n] / Math.Sqrt(degrees[n]);
                foreach (var relation in edges)
                {
                    foreach (var neighbor in relation.Of(n))
                    {
                        sum += now[neighbor] / Math.Sqrt(degrees[neighbor]);
                    }
                }

                next[n] = (Restart * start[n]) + ((1 - Restart) * sum / Math.Sqrt(degrees[n]));
            }

            now = next;
        }

        return now;
    }
}
