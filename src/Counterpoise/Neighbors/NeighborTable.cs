using System.Runtime.CompilerServices;

namespace Counterpoise.Neighbors;

/// <summary>The k nearest rows of each query, nearest first, ties by lower row number.</summary>
public sealed class NeighborTable
{
    internal NeighborTable(int queries, int k)
    {
        (Queries, K) = (queries, k);
        Indices = new int[checked(queries * k)];
        SquaredDistances = new double[Indices.Length];
    }

    /// <summary>Number of queries.</summary>
    public int Queries { get; }

    /// <summary>Neighbours per query.</summary>
    public int K { get; }

    internal int[] Indices { get; }

    internal double[] SquaredDistances { get; }

    /// <summary>The neighbours of a query, nearest first, [K].</summary>
    /// <param name="query">Query, from 0.</param>
    public ReadOnlySpan<int> Of(int query) => Indices.AsSpan(query * K, K);

    /// <summary>The Euclidean distance from a query to its neighbour of the given rank.</summary>
    /// <param name="query">Query, from 0.</param>
    /// <param name="rank">Rank of the neighbour, 0 for the nearest.</param>
    public double Distance(int query, int rank) => Math.Sqrt(SquaredDistances[(query * K) + rank]);

    /// <summary>Squared distances of a query's neighbours, [K].</summary>
    internal ReadOnlySpan<double> SquaredOf(int query) => SquaredDistances.AsSpan(query * K, K);

    /// <summary>The entries of some queries.</summary>
    internal NeighborTable Select(int[] queries)
    {
        var selected = new NeighborTable(queries.Length, K);
        for (var i = 0; i < queries.Length; i++)
        {
            Of(queries[i]).CopyTo(selected.Indices.AsSpan(i * K));
            SquaredOf(queries[i]).CopyTo(selected.SquaredDistances.AsSpan(i * K));
        }

        return selected;
    }

    /// <summary>Takes a neighbour in if it is among the k nearest so far and not known yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Offer(int query, int neighbor, double distance)
    {
        var distances = SquaredDistances.AsSpan(query * K, K);
        var neighbors = Of(query);
        var slot = K;
        while (slot > 0 && Precedes(distance, neighbor, distances[slot - 1], neighbors[slot - 1]))
        {
            slot--;
        }

        if (slot == K || (slot > 0 && neighbors[slot - 1] == neighbor && distances[slot - 1] == distance))
        {
            return false;
        }

        // Few move: a call to copy them takes longer than the loop.
        var indices = Indices.AsSpan(query * K, K);
        for (var i = K - 1; i > slot; i--)
        {
            (distances[i], indices[i]) = (distances[i - 1], indices[i - 1]);
        }

        (distances[slot], indices[slot]) = (distance, neighbor);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Precedes(double distance, int row, double otherDistance, int otherRow) =>
        distance < otherDistance || (distance == otherDistance && row < otherRow);
}
