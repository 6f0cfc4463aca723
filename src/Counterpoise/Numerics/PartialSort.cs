namespace Counterpoise.Numerics;

/// <summary>
/// NumPy's <c>argpartition</c> by introselect: which of equal values end up among the smallest follows from its swaps, and so
/// do results that are made from them.
/// </summary>
/// <remarks>
/// Reference: Musser, "Introspective sorting and selection algorithms", SPE 1997. Follows NumPy 1.24 up to the depth at which it would
/// change its pivot.
/// </remarks>
internal static class PartialSort
{
    /// <summary>The places of the smallest values, in no particular order.</summary>
    internal static int[] Smallest(double[] values, int count)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        if (count < values.Length)
        {
            Partition(values, order, count - 1);
        }

        return order[..count];
    }

    private static void Partition(double[] v, int[] order, int kth)
    {
        if (kth < 3)
        {
            SelectFew(v, order, kth + 1);
            return;
        }

        int low = 0, high = order.Length - 1;
        while (low + 1 < high)
        {
            int left = low + 1, right = high;
            MedianToLow(v, order, low, low + ((high - low) / 2), high);
            var pivot = v[order[low]];
            while (true)
            {
                do
                {
                    left++;
                }
                while (v[order[left]] < pivot);
                do
                {
                    right--;
                }
                while (pivot < v[order[right]]);
                if (right < left)
                {
                    break;
                }

                Swap(order, left, right);
            }

            Swap(order, low, right);
            if (right >= kth)
            {
                high = right - 1;
            }

            if (right <= kth)
            {
                low = left;
            }
        }

        if (high == low + 1 && v[order[high]] < v[order[low]])
        {
            Swap(order, high, low);
        }
    }

    /// <summary>Selection sort of the first few.</summary>
    private static void SelectFew(double[] v, int[] order, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var least = i;
            for (var k = i + 1; k < order.Length; k++)
            {
                least = v[order[k]] < v[order[least]] ? k : least;
            }

            Swap(order, i, least);
        }
    }

    private static void MedianToLow(double[] v, int[] order, int low, int middle, int high)
    {
        if (v[order[high]] < v[order[middle]])
        {
            Swap(order, high, middle);
        }

        if (v[order[high]] < v[order[low]])
        {
            Swap(order, high, low);
        }

        if (v[order[low]] < v[order[middle]])
        {
            Swap(order, low, middle);
        }

        Swap(order, middle, low + 1);
    }

    private static void Swap(int[] order, int a, int b) => (order[a], order[b]) = (order[b], order[a]);
}
