using System.Runtime.CompilerServices;

namespace Counterpoise.Numerics;

/// <summary>Refuses values that a distance cannot be taken of.</summary>
internal static class FiniteCheck
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Require(DenseMatrix matrix, bool allowMissing = false)
    {
        var data = matrix.Data;
        for (var i = 0; i < data.Length; i++)
        {
            if (!double.IsFinite(data[i]) && !(allowMissing && double.IsNaN(data[i])))
            {
                var found = double.IsNaN(data[i]) ? "NaN" : "an infinity";
                throw new ArgumentException(
                    $"row {i / matrix.Columns}, column {i % matrix.Columns} is {found}: expected a finite number; impute or drop the row, or use a method that takes missing values");
            }
        }
    }
}
