using Counterpoise.Neighbors;

namespace Counterpoise.Resampling;

/// <summary>Sorts rows by how many of their m nearest rows are of another class.</summary>
internal static class DangerZone
{
    /// <summary>Queries with at least half but not all of their neighbours in other classes.</summary>
    internal static int[] Rows(NeighborTable table, int[] labels, int label) =>
        [.. Enumerable.Range(0, table.Queries).Where(q => Others(table, q, labels, label) is var n && 2 * n >= table.K && n < table.K)];

    /// <summary>Queries with all neighbours in other classes.</summary>
    internal static int[] Noise(NeighborTable table, int[] labels, int label) =>
        [.. Enumerable.Range(0, table.Queries).Where(q => Others(table, q, labels, label) == table.K)];

    internal static int Others(NeighborTable table, int query, int[] labels, int label)
    {
        var count = 0;
        foreach (var row in table.Of(query))
        {
            count += labels[row] == label ? 0 : 1;
        }

        return count;
    }
}
