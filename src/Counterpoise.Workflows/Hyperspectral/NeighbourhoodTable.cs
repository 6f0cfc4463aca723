using Counterpoise.Tables;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>A table whose rows are neighbourhoods of pixels, pixel after pixel with all bands of each.</summary>
internal static class NeighbourhoodTable
{
    /// <summary>The neighbourhoods as patches; only centre pixels have a class.</summary>
    /// <param name="columns">The columns of numbers in their order.</param>
    /// <param name="bands">Bands of a pixel.</param>
    /// <param name="labels">The class of each centre pixel; null where none is known.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InputException">The columns are not those of a square of pixels.</exception>
    public static PixelPatches Patches(Table columns, int bands, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, string path)
    {
        var matrix = columns.ToMatrix();
        var side = (int)Math.Round(Math.Sqrt(matrix.Columns / (double)bands));
        if (side * side * bands != matrix.Columns || side % 2 == 0)
        {
            throw new InputException(
                $"{path} has {matrix.Columns} columns of numbers; expected {bands} bands of an odd number of pixels "
                + $"squared, such as 3×3: give the bands with --bands");
        }

        var (area, n) = (side * side, matrix.Rows);
        var (values, truth) = (new float[matrix.Data.Length], new long[n * area]);
        Array.Fill(truth, HybridLoss.Ignored);
        for (var row = 0; row < n; row++)
        {
            for (var pixel = 0; pixel < area; pixel++)
            {
                for (var band = 0; band < bands; band++)
                {
                    values[(((row * bands) + band) * area) + pixel] = (float)matrix[row, (pixel * bands) + band];
                }
            }

            if (!labels.IsEmpty)
            {
                truth[(row * area) + (area / 2)] = labels[row];
            }
        }

        return new PixelPatches(values, truth, bands, side, side, classes, IsSynthetic: false);
    }
}
