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
}
