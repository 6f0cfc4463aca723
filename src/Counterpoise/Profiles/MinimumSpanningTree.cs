using Counterpoise.Numerics;

namespace Counterpoise.Profiles;

/// <summary>The Euclidean minimum spanning tree by Prim's algorithm; equal lengths go to the lower pair of row numbers.</summary>
public static class MinimumSpanningTree
{
    /// <summary>Finds the tree. O(n² d) time, O(n) memory.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>n − 1 edges as pairs of rows, the row that was in the tree first.</returns>
    public static IReadOnlyList<(int From, int To)> Edges(DenseMatrix features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        FiniteCheck.Require(features);
        var n = features.Rows;
        var edges = new List<(int, int)>(Math.Max(0, n - 1));
        var nearest = new double[n];
        Array.Fill(nearest, double.PositiveInfinity);
        var parent = new int[n];
        var outside = Enumerable.Range(1, Math.Max(0, n - 1)).ToList();
        for (var last = 0; outside.Count > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = 0;
            for (var o = 0; o < outside.Count; o++)
            {
                var row = outside[o];
                var length = SquaredDistance(features.Row(last), features.Row(row));
                if (length < nearest[row] || (length == nearest[row] && Precedes(last, parent[row], row))) (nearest[row], parent[row]) =
                    (length, last);
                var champion = outside[best];
                if (nearest[row] < nearest[champion] || (nearest[row] == nearest[champion]
                    && Pair(row, parent[row]).CompareTo(Pair(champion, parent[champion])) < 0)) best = o;
            }

            last = outside[best];
            outside.RemoveAt(best);
            edges.Add((parent[last], last));
        }

        return edges;
    }

    private static bool Precedes(int a, int b, int row) => Pair(a, row).CompareTo(Pair(b, row)) < 0;

    private static (int, int) Pair(int a, int b) => a < b ? (a, b) : (b, a);

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
