using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The columns that hold numbers where others hold category codes.</summary>
internal static class NumericColumns
{
    /// <summary>They, ascending.</summary>
    /// <exception cref="ArgumentException">A categorical column does not exist.</exception>
    public static int[] Of(DenseMatrix features, int[] categorical) =>
        categorical.FirstOrDefault(c => c >= features.Columns, -1) is >= 0 and var outside
        ? throw new ArgumentException($"CategoricalColumns names column {outside} of {features.Columns}: name columns that exist",
            nameof(categorical))
        : [.. Enumerable.Range(0, features.Columns).Except(categorical)];
}
