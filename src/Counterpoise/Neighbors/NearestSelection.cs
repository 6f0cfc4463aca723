using System.Runtime.CompilerServices;

namespace Counterpoise.Neighbors;

/// <summary>Brings the nearest of many rows to the front, ties by lower row number.</summary>
internal static class NearestSelection
{
    /// <summary>Puts the <paramref name="count"/> nearest rows first, in any order, the farthest of them last.</summary>
    /// <remarks>Hoare's selection; no two entries are equal, since a row is offered once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Select(Span<double> distances, Span<int> rows, int count)
    {
        int low = 0, high = distances.Length - 1;
        var position = count - 1;
        while (low < high)
        {
            var (distance, row) = (distances[(low + high) >>> 1], rows[(low + high) >>> 1]);
            int i = low, j = high;
            while (i <= j)
            {
                while (NeighborTable.Precedes(distances[i], rows[i], distance, row))
                {
                    i++;
                }

                while (NeighborTable.Precedes(distance, row, distances[j], rows[j]))
                {
                    j--;
                }

                if (i <= j)
                {
                    (distances[i], distances[j]) = (distances[j], distances[i]);
                    (rows[i], rows[j]) = (rows[j], rows[i]);
                    i++;
                    j--;
                }
            }

            if (position <= j)
            {
                high = j;
            }
            else if (position >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }
    }

    /// <summary>Sorts rows from the nearest to the farthest.</summary>
    internal static void Sort(Span<double> distances, Span<int> rows)
    {
        distances.Sort(rows);
        for (int start = 0, end; start < rows.Length; start = end)
        {
            for (end = start + 1; end < rows.Length && distances[end] == distances[start];)
            {
                end++;
            }

            rows[start..end].Sort();
        }
    }
}
