using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>Plain brute force for rows with missing values.</summary>
internal static class MissingValueSearch
{
    internal static void Search(DenseMatrix rows, DenseMatrix source, ReadOnlySpan<int> sourceRows, ReadOnlySpan<int> places, bool own,
        NeighborTable table)
    {
        var distances = new double[rows.Rows];
        var order = new int[rows.Rows];
        for (var q = 0; q < sourceRows.Length; q++)
        {
            var query = source.Row(sourceRows[q]);
            for (var i = 0; i < distances.Length; i++)
            {
                order[i] = i;
                distances[i] = ExactDistance.SquaredWithMissing(query, rows.Row(i));
            }

            var self = own ? sourceRows[q] : -1;
            Array.Sort(order, (a, b) => a == b ? 0 : a == self ? 1 : b == self ? -1 : distances[a] != distances[b]
                ? distances[a].CompareTo(distances[b]) : a.CompareTo(b));
            for (var rank = 0; rank < table.K; rank++)
            {
                table.Indices[(places[q] * table.K) + rank] = order[rank];
                table.SquaredDistances[(places[q] * table.K) + rank] = distances[order[rank]];
            }
        }
    }
}
