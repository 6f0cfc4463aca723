using Counterpoise.Randomness;

namespace Counterpoise.Graph.Graphs;

/// <summary>
/// Draws a few neighbours of each node, hop by hop, without replacement, for mini-batches whose cost does not grow with the graph.
/// </summary>
/// <remarks>
/// O(drawn edges) after O(n) once. An object holds working memory: one for each thread. Reference: Hamilton, Ying and Leskovec,
/// "Inductive representation learning on large graphs", NeurIPS 2017, arXiv:1706.02216.
/// </remarks>
public sealed class NeighborSampler
{
    private readonly Csr _edges;
    private readonly int[] _fanOuts;
    private readonly int[] _place;
    private readonly int[] _drawn;

    /// <summary>Creates the sampler.</summary>
    /// <param name="edges">The edges by target.</param>
    /// <param name="fanOuts">The most neighbours of a node in each hop, the first hop first; −1 takes all.</param>
    /// <exception cref="ArgumentException">A number is 0 or below −1, or there are none.</exception>
    public NeighborSampler(Csr edges, params int[] fanOuts)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(fanOuts);
        if (fanOuts.Length == 0 || fanOuts.Any(f => f is 0 or < -1))
        {
            throw new ArgumentException(
                $"the neighbours of each hop are [{string.Join(", ", fanOuts)}]; expected one or more numbers from 1, or -1 for all",
                nameof(fanOuts));
        }

        (_edges, _fanOuts) = (edges, [.. fanOuts]);
        _place = new int[edges.NodeCount];
        Array.Fill(_place, -1);
        _drawn = new int[Math.Max(1, fanOuts.Max())];
    }

    /// <summary>Draws the neighbourhood of some nodes.</summary>
    /// <param name="wanted">Different nodes.</param>
    /// <param name="random">Where draws come from.</param>
    public SampledGraph Sample(ReadOnlySpan<int> wanted, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        List<int> nodes = [], sources = [], targets = [], nodesByHop = [], edgesByHop = [0];
        try
        {
            foreach (var node in wanted)
            {
                if (_place[node] >= 0)
                {
                    throw new ArgumentException($"node {node} is wanted twice; expected different nodes", nameof(wanted));
                }

                Place(node);
            }

            nodesByHop.Add(nodes.Count);
            foreach (var fanOut in _fanOuts)
            {
                // Every node so far is a target of this hop; those of hops before get a fresh draw, as in the reference.
                var known = nodes.Count;
                for (var target = 0; target < known; target++)
                {
                    var neighbors = _edges.Of(nodes[target]);
                    if (fanOut < 0 || neighbors.Length <= fanOut)
                    {
                        foreach (var neighbor in neighbors)
                        {
                            sources.Add(Place(neighbor));
                            targets.Add(target);
                        }

                        continue;
                    }

                    foreach (var chosen in Draw(neighbors.Length, fanOut, random))
                    {
                        sources.Add(Place(neighbors[chosen]));
                        targets.Add(target);
                    }
                }

                nodesByHop.Add(nodes.Count);
                edgesByHop.Add(sources.Count);
            }

            return new SampledGraph([.. nodes], [.. sources], [.. targets], [.. nodesByHop], [.. edgesByHop]);
        }
        finally
        {
            nodes.ForEach(node => _place[node] = -1);
        }

        int Place(int node)
        {
            ref var place = ref _place[node];
            if (place < 0)
            {
                place = nodes.Count;
                nodes.Add(node);
            }

            return place;
        }
    }

    /// <summary>Floyd's draw of k different numbers below n: k draws, and k²/2 comparisons of small numbers.</summary>
    private ReadOnlySpan<int> Draw(int n, int k, IRandomSource random)
    {
        for (var i = 0; i < k; i++)
        {
            var top = n - k + i;
            var draw = (int)random.NextInteger(top + 1);
            _drawn[i] = _drawn.AsSpan(0, i).Contains(draw) ? top : draw;
        }

        return _drawn.AsSpan(0, k);
    }
}
