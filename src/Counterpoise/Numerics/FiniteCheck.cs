using System.Numerics;
using System.Runtime.CompilerServices;
using Counterpoise.Messages;

namespace Counterpoise.Numerics;

/// <summary>Refuses values that a distance cannot be taken of.</summary>
internal static class FiniteCheck
{
    internal static void Require(DenseMatrix matrix, bool allowMissing = false, int threads = 1)
    {
        var data = matrix.Data;
        var finite = true;
        RowRanges.ForEach(matrix.Rows, matrix.Columns, threads, (start, end) =>
        {
            if (!AreFinite(data.AsSpan(start * matrix.Columns, (end - start) * matrix.Columns)))
            {
                Volatile.Write(ref finite, false);
            }
        });
        for (var i = finite ? data.Length : 0; i < data.Length; i++)
        {
            if (!double.IsFinite(data[i]) && !(allowMissing && double.IsNaN(data[i])))
            {
                var found = double.IsNaN(data[i]) ? "NaN" : "an infinity";
                throw new DataMismatchException(
                    $"{new RowPart(i / matrix.Columns)}, column {new ColumnPart(i % matrix.Columns)} is {found}: expected a finite "
                        + $"number; impute or drop the row, or use a method that takes missing values");
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            // A number less itself is zero; an infinity or NaN less itself is NaN.
            var several = new Vector<double>(values[i..]);
            if (!Vector.EqualsAll(several - several, Vector<double>.Zero))
            {
                return false;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return false;
            }
        }

        return true;
    }
}
