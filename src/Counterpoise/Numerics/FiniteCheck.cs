using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Numerics;

/// <summary>Refuses values that a distance cannot be taken of.</summary>
internal static class FiniteCheck
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Require(DenseMatrix matrix, bool allowMissing = false)
    {
        var data = matrix.Data;
        for (var i = FiniteStart(data); i < data.Length; i++)
        {
            if (!double.IsFinite(data[i]) && !(allowMissing && double.IsNaN(data[i])))
            {
                var found = double.IsNaN(data[i]) ? "NaN" : "an infinity";
                throw new ArgumentException(
                    $"row {i / matrix.Columns}, column {i % matrix.Columns} is {found}: expected a finite number; impute or drop the row, or use a method that takes missing values");
            }
        }
    }

    /// <summary>How many values from the start on are surely finite: whole vectors, up to the first that holds one that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FiniteStart(double[] data)
    {
        var i = 0;
        for (; i + Vector512<double>.Count <= data.Length; i += Vector512<double>.Count)
        {
            // A number less itself is zero; an infinity or NaN less itself is NaN.
            var values = Vector512.Create(data, i);
            if (!Vector512.EqualsAll(values - values, Vector512<double>.Zero))
            {
                break;
            }
        }

        return i;
    }
}
