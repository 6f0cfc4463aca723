using Counterpoise.Graph.Graphs;

namespace Counterpoise.Graph.Imbalance;

/// <summary>
/// Keeps of each node's neighbours those nearest by a score, and gives minority nodes of training near ones of their class.
/// </summary>
/// <remarks>
/// O(e log degree). References: Dou et al., "Enhancing graph neural network-based fraud detectors against camouflaged fraudsters", CIKM
/// 2020, arXiv:2008.08692 (filter); Liu et al., "Pick and choose: a GNN-based imbalanced learning approach for fraud detection", WWW 2021
/// (added neighbours).
/// </remarks>
public static class NeighborFilter
{
    /// <summary>Filters a relation.</summary>
    /// <param name="edges">The edges by target.</param>
    /// <param name="scores">A score of each node, [n]; near scores are alike.</param>
    /// <param name="keep">Share of neighbours to keep, in (0, 1]; at least one of each node's.</param>
    /// <param name="minority">Minority nodes of training, which get neighbours; empty for none.</param>
    /// <param name="add">How many each gets.</param>
    /// <returns>Sources and targets.</returns>
    public static (int[] Sources, int[] Targets) Apply(Csr edges, ReadOnlySpan<double> scores, double keep, ReadOnlySpan<int> minority,
        int add)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (keep is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(keep), keep, "a share of neighbours lies above 0 and at most at 1");
        }

        List<int> sources = new(edges.EdgeCount), targets = new(edges.EdgeCount);
        for (var n = 0; n < edges.NodeCount; n++)
        {
            var neighbors = edges.Of(n).ToArray();
            var distances = new double[neighbors.Length];
            for (var i = 0; i < neighbors.Length; i++)
            {
                distances[i] = Math.Abs(scores[neighbors[i]] - scores[n]);
            }

            Array.Sort(distances, neighbors);
            foreach (var neighbor in neighbors.AsSpan(0, (int)Math.Ceiling(keep * neighbors.Length)))
            {
                sources.Add(neighbor);
                targets.Add(n);
            }
        }

        int[] sorted = [.. minority];
        double[] keys = new double[sorted.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = scores[sorted[i]];
        }

        Array.Sort(keys, sorted);
        for (var i = 0; i < sorted.Length; i++)
        {
            // The nearest in score lie on either side in the sorted row.
            var (low, high) = (i - 1, i + 1);
            for (var a = 0; a < add && (low >= 0 || high < sorted.Length); a++)
            {
                var takeLow = high >= sorted.Length || (low >= 0 && keys[i] - keys[low] <= keys[high] - keys[i]);
                sources.Add(sorted[takeLow ? low-- : high++]);
                targets.Add(sorted[i]);
            }
        }

        return ([.. sources], [.. targets]);
    }
}
