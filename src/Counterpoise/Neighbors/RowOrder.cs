using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// Orders rows so that neighbours in space stand together: the range is halved again and again at the median of the column
/// with the widest spread. Every block of <c>blockRows</c> rows is a leaf of that tree.
/// </summary>
internal static class RowOrder
{
    /// <summary>Rows that are looked at to find the widest column; the order needs no more than a good guess.</summary>
    private const int SpreadSample = 128;

    /// <summary>Reorders <paramref name="rows"/> in place.</summary>
    internal static void Sort(DenseMatrix matrix, int[] rows, int blockRows)
    {
        // Without a column all rows are equally near, in whatever order.
        if (matrix.Columns == 0)
            return;
        var keys = new double[rows.Length];
        var pending = new Stack<(int Start, int Count)>();
        pending.Push((0, rows.Length));
        while (pending.TryPop(out var range))
        {
            if (range.Count <= blockRows)
            {
                continue;
            }

            var blocks = (range.Count + blockRows - 1) / blockRows;
            var left = blocks / 2 * blockRows;
            var part = rows.AsSpan(range.Start, range.Count);
            var column = WidestColumn(matrix, part);
            var partKeys = keys.AsSpan(0, range.Count);
            for (var i = 0; i < part.Length; i++)
            {
                partKeys[i] = matrix.Data[((long)part[i] * matrix.Columns) + column];
            }

            NearestSelection.Select(partKeys, part, left);
            pending.Push((range.Start, left));
            pending.Push((range.Start + left, range.Count - left));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WidestColumn(DenseMatrix matrix, ReadOnlySpan<int> rows)
    {
        var step = Math.Max(1, rows.Length / SpreadSample);
        var sums = new double[matrix.Columns];
        var squares = new double[matrix.Columns];
        var count = 0;
        var origin = matrix.Row(rows[0]);
        for (var i = 0; i < rows.Length; i += step, count++)
        {
            var row = matrix.Row(rows[i]);
            for (var c = 0; c < row.Length; c++)
            {
                var value = row[c] - origin[c];
                sums[c] += value;
                squares[c] += value * value;
            }
        }

        var widest = 0;
        var spread = double.NegativeInfinity;
        for (var c = 0; c < sums.Length; c++)
        {
            var variance = squares[c] - (sums[c] * sums[c] / count);
            if (variance > spread)
            {
                (widest, spread) = (c, variance);
            }
        }

        return widest;
    }
}
