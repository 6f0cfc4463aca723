using MathNet.Numerics.LinearAlgebra;

namespace Counterpoise.Numerics;

/// <summary>
/// Principal component analysis: the orthogonal directions of greatest variance, scores = (X − mean) · V, where V holds the
/// eigenvectors of the scatter of the centred rows. The sign of a component is fixed: its entry of greatest magnitude is
/// positive. O(n d m + m³) with m = min(n, d).
/// </summary>
/// <remarks>
/// Reference: Pearson, "On lines and planes of closest fit to systems of points in space", Philosophical Magazine 1901,
/// doi:10.1080/14786440109462720. scikit-learn 1.2 fixes the sign by the scores instead, so components may differ from its by sign.
/// </remarks>
public sealed record PrincipalComponents
{
    /// <summary>n × k coordinates of the rows.</summary>
    public required double[,] Scores { get; init; }

    /// <summary>
    /// k × d directions of unit length, the widest first; zeros where the rows vary in fewer than k directions and n &lt; d, or d &lt; k.
    /// </summary>
    public required double[,] Directions { get; init; }

    /// <summary>d column means that were taken off.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Share of the total variance along each of the k directions, in [0, 1]; 0 where all rows are equal.</summary>
    public required double[] ExplainedVarianceRatio { get; init; }

    /// <summary>Projects rows to their first principal components.</summary>
    /// <param name="rows">n × d finite values, n at least 1.</param>
    /// <param name="count">k, the number of components; with fewer columns than that the further coordinates are 0.</param>
    /// <exception cref="ArgumentException">There is no row or column, or a value is not finite.</exception>
    public static PrincipalComponents Of(double[,] rows, int count)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int n = rows.GetLength(0), d = rows.GetLength(1);
        if (n == 0 || d == 0)
        {
            throw new ArgumentException($"{n} rows and {d} columns found, at least one of each is expected", nameof(rows));
        }

        ThrowUnlessFinite(rows);
        var x = Matrix<double>.Build.DenseOfArray(rows);
        var mean = x.ColumnSums() / n;
        for (var i = 0; i < n; i++)
        {
            x.SetRow(i, x.Row(i) - mean);
        }

        var (values, vectors) = n < d ? FromRows(x, count) : FromColumns(x, count);
        var total = x.Enumerate().Sum(v => v * v);
        var directions = Matrix<double>.Build.Dense(count, d);
        var ratios = new double[count];
        for (var k = 0; k < vectors.Count; k++)
        {
            directions.SetRow(k, Oriented(vectors[k]));
            ratios[k] = total > 0 ? values[k] / total : 0;
        }

        return new PrincipalComponents { Scores = x.TransposeAndMultiply(directions).ToArray(), Directions = directions.ToArray(),
            Mean = mean.ToArray(), ExplainedVarianceRatio = ratios };
    }

    /// <summary>Eigenvectors of the d × d scatter XᵀX.</summary>
    private static (double[] Values, List<Vector<double>> Vectors) FromColumns(Matrix<double> x, int count) =>
        Largest(x.TransposeThisAndMultiply(x), count);

    /// <summary>
    /// With fewer rows than columns: eigenvectors u of the n × n scatter XXᵀ, which Xᵀ carries to those of XᵀX; directions without variance
    /// are left out.
    /// </summary>
    private static (double[] Values, List<Vector<double>> Vectors) FromRows(Matrix<double> x, int count)
    {
        var (values, vectors) = Largest(x.TransposeAndMultiply(x), count);
        var kept = Enumerable.Range(0, vectors.Count).Where(k => values[k] > 1e-12 * values[0]).ToArray();
        return ([.. kept.Select(k => values[k])], [.. kept.Select(k => x.TransposeThisAndMultiply(vectors[k]).Normalize(2))]);
    }

    private static (double[] Values, List<Vector<double>> Vectors) Largest(Matrix<double> scatter, int count)
    {
        var eigen = scatter.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(v => Math.Max(0, v.Real)).ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ThenBy(i => i).Take(count)];
        return ([.. order.Select(i => values[i])], [.. order.Select(i => eigen.EigenVectors.Column(i))]);
    }

    private static Vector<double> Oriented(Vector<double> direction) => direction[direction.AbsoluteMaximumIndex()] < 0 ? -direction
        : direction;

    private static void ThrowUnlessFinite(double[,] rows)
    {
        for (var i = 0; i < rows.GetLength(0); i++)
        {
            for (var j = 0; j < rows.GetLength(1); j++)
            {
                if (!double.IsFinite(rows[i, j]))
                {
                    throw new ArgumentException($"{rows[i, j]} found in row {i}, column {j}, a finite number is expected", nameof(rows));
                }
            }
        }
    }
}
