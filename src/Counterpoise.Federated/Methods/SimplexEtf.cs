using Counterpoise.Randomness;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// A simplex equiangular tight frame: C unit vectors in D dimensions with all angles equal, and as wide as C vectors allow.
/// </summary>
/// <remarks>
/// M = √(C/(C−1)) U (I − 11ᵀ/C), U [D, C] with orthonormal columns. Reference: Papyan, Han and Donoho, PNAS 2020,
/// doi:10.1073/pnas.2015509117.
/// </remarks>
public static class SimplexEtf
{
    /// <summary>Draws a frame.</summary>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="dimensions">D, at least C.</param>
    /// <param name="seed">The run's seed; the stream is named <c>simplex-etf</c>.</param>
    /// <returns>Mᵀ, [C · D] row by row: one vector per class, as the weight of a last layer has them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">C is below 2, or D below C.</exception>
    public static double[] Draw(int classCount, int dimensions, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, classCount);
        var columns = Orthonormal(classCount, dimensions, new RandomStream(seed, "simplex-etf"));
        var scale = Math.Sqrt(classCount / (classCount - 1.0));
        var frame = new double[classCount * dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var mean = columns.Average(column => column[d]);
            for (var c = 0; c < classCount; c++)
            {
                frame[(c * dimensions) + d] = scale * (columns[c][d] - mean);
            }
        }

        return frame;
    }

    /// <summary>Normal vectors made orthonormal by Gram and Schmidt, twice for accuracy.</summary>
    private static double[][] Orthonormal(int count, int dimensions, RandomStream random)
    {
        var columns = new double[count][];
        for (var c = 0; c < count; c++)
        {
            double[] column = [.. Enumerable.Range(0, dimensions).Select(_ => random.NextNormal())];
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var other in columns.Take(c))
                {
                    var along = Dot(column, other);
                    column = [.. column.Select((value, d) => value - (along * other[d]))];
                }
            }

            var length = Math.Sqrt(Dot(column, column));
            columns[c] = Array.ConvertAll(column, value => value / length);
        }

        return columns;
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
