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
            var pivot = Median(distances, rows, low, (low + high) >>> 1, high);
            var (distance, row) = (distances[pivot], rows[pivot]);
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

    /// <summary>The one of three places that holds the middle entry.</summary>
    private static int Median(ReadOnlySpan<double> distances, ReadOnlySpan<int> rows, int a, int b, int c)
    {
        if (NeighborTable.Precedes(distances[b], rows[b], distances[a], rows[a]))
        {
            (a, b) = (b, a);
        }

        return NeighborTable.Precedes(distances[b], rows[b], distances[c], rows[c]) ? b
            : NeighborTable.Precedes(distances[a], rows[a], distances[c], rows[c]) ? c : a;
    }
}
