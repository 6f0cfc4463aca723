using Counterpoise.Graph.Graphs;
using Counterpoise.Randomness;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Synthetic minority nodes: each lies between a minority node and its nearest minority node in the hidden layer; candidates for its edges
/// are the neighbours of both, and a learnt generator says which it gets.
/// </summary>
/// <remarks>
/// The generator is σ(h_a · D h_b), trained to tell edges from pairs without one. Reference: Zhao, Zhang and Wang, "GraphSMOTE: imbalanced
/// node classification on graphs with graph neural networks", WSDM 2021, arXiv:2103.08826.
/// </remarks>
public static class GraphSmote
{
    /// <summary>Draws parents, shares and candidates of synthetic nodes.</summary>
    /// <param name="hidden">Hidden values, row-major [n, d].</param>
    /// <param name="width">d.</param>
    /// <param name="minority">Minority nodes of training, two or more.</param>
    /// <param name="edges">The edges by target.</param>
    /// <param name="count">How many nodes.</param>
    /// <param name="random">Where draws come from.</param>
    /// <param name="mostCandidates">The most candidates of a node; default 20.</param>
    public static SyntheticNode[] Draw(float[] hidden, int width, int[] minority, Csr edges, int count, IRandomSource random,
        int mostCandidates = 20)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(minority);
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(random);
        if (minority.Length < 2)
        {
            throw new ArgumentException($"{minority.Length} minority nodes in training; a synthetic node lies between two",
                nameof(minority));
        }

        var nodes = new SyntheticNode[count];
        for (var i = 0; i < count; i++)
        {
            var first = minority[random.NextInteger(minority.Length)];
            var second = minority.Where(m => m != first).MinBy(m => Distance(hidden, width, first, m));
            int[] candidates = [.. edges.Of(first).ToArray().Concat(edges.Of(second).ToArray()).Distinct().Order()];
            random.Shuffle<int>(candidates);
            nodes[i] = new SyntheticNode(first, second, random.NextDouble(), [.. candidates.Take(mostCandidates)]);
        }

        return nodes;
    }

    private static double Distance(float[] hidden, int width, int a, int b)
    {
        var sum = 0.0;
        for (var k = 0; k < width; k++)
        {
            double difference = hidden[(a * width) + k] - hidden[(b * width) + k];
            sum += difference * difference;
        }

        return sum;
    }
}
