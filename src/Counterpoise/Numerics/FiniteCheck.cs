using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Numerics;

/// <summary>Refuses values that a distance cannot be taken of.</summary>
internal static class FiniteCheck
{
    internal static void Require(DenseMatrix matrix, bool allowMissing = false, int threads = 1)
    {
        var data = matrix.Data;
        var finite = data.Length;
        RowRanges.ForEach(matrix.Rows, matrix.Columns, threads, (start, end) =>
        {
            var first = FiniteEnd(data, start * matrix.Columns, end * matrix.Columns);
            if (first < end * matrix.Columns)
            {
                InterlockedMin(ref finite, first);
            }
        });
        for (var i = finite; i < data.Length; i++)
        {
            if (!double.IsFinite(data[i]) && !(allowMissing && double.IsNaN(data[i])))
            {
                var found = double.IsNaN(data[i]) ? "NaN" : "an infinity";
                throw new ArgumentException(
                    $"row {i / matrix.Columns}, column {i % matrix.Columns} is {found}: expected a finite number; impute or drop the row, or use a method that takes missing values");
            }
        }
    }

    /// <summary>Up to where the values from <paramref name="start"/> on are surely finite: whole vectors, up to the first that holds one that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FiniteEnd(double[] data, int start, int end)
    {
        var i = start;
        for (; i + Vector512<double>.Count <= end; i += Vector512<double>.Count)
        {
            // A number less itself is zero; an infinity or NaN less itself is NaN.
            var values = Vector512.Create(data, i);
            if (!Vector512.EqualsAll(values - values, Vector512<double>.Zero))
            {
                return i;
            }
        }

        for (; i < end && double.IsFinite(data[i]); i++)
        {
        }

        return i;
    }

    private static void InterlockedMin(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value < seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
