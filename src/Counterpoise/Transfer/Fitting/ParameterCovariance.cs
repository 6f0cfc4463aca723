using Counterpoise.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Inverse information matrices and sandwiches.</summary>
internal static class ParameterCovariance
{
    /// <summary>The inverse of a symmetric matrix; null where it is not positive definite.</summary>
    public static DenseMatrix? Inverse(DenseMatrix information)
    {
        var n = information.Rows;
        var inverse = new DenseMatrix(n, n);
        for (var j = 0; j < n; j++)
        {
            var column = new double[n];
            column[j] = 1;
            if (!Cholesky.TrySolve(new DenseMatrix(n, n, (double[])information.Data.Clone()), column)) return null;
            for (var i = 0; i < n; i++) inverse[i, j] = column[i];
        }

        return inverse;
    }

    /// <summary>A⁻¹BA⁻¹, B the sum of the outer products of the units' scores; a unit is a record, or all records of a cluster.</summary>
    /// <param name="inverse">A⁻¹.</param>
    /// <param name="scores">[records, parameters].</param>
    /// <param name="clusters">The cluster of each record, or null.</param>
    /// <param name="smallSample">Whether the factor for few units is applied.</param>
    /// <exception cref="ArgumentException">There are no more units than parameters.</exception>
    public static DenseMatrix Sandwich(DenseMatrix inverse, DenseMatrix scores, int[]? clusters, bool smallSample)
    {
        var units = clusters is null ? scores : Summed(scores, clusters);
        var (g, n, p) = (units.Rows, scores.Rows, scores.Columns);
        if (g <= p)
        {
            throw new ArgumentException(
                $"a sandwich covariance of {p} parameters needs more than {p} independent {(clusters is null ? "records" : "events")}, "
                    + $"found {g}: " +
                "take the observed or expected information");
        }

        var factor = !smallSample ? 1 : clusters is null ? (double)g / (g - p) : (double)g / (g - 1) * (n - 1) / (n - p);
        var middle = new DenseMatrix(p, p);
        for (var u = 0; u < g; u++)
        {
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j < p; j++) middle[i, j] += factor * units[u, i] * units[u, j];
            }
        }

        return Product(Product(inverse, middle), inverse);
    }

    /// <summary>J C Jᵀ: the covariance of functions of the parameters to first order.</summary>
    public static DenseMatrix Transformed(DenseMatrix jacobian, DenseMatrix covariance) =>
        Product(Product(jacobian, covariance), Transposed(jacobian));

    private static DenseMatrix Transposed(DenseMatrix a)
    {
        var result = new DenseMatrix(a.Columns, a.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Columns; j++) result[j, i] = a[i, j];
        }

        return result;
    }

    private static DenseMatrix Product(DenseMatrix a, DenseMatrix b)
    {
        var product = new DenseMatrix(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                for (var k = 0; k < a.Columns; k++) product[i, j] += a[i, k] * b[k, j];
            }
        }

        return product;
    }

    private static DenseMatrix Summed(DenseMatrix scores, int[] clusters)
    {
        int[] names = [.. clusters.Distinct()];
        var sums = new DenseMatrix(names.Length, scores.Columns);
        for (var i = 0; i < scores.Rows; i++)
        {
            var unit = Array.IndexOf(names, clusters[i]);
            for (var j = 0; j < scores.Columns; j++) sums[unit, j] += scores[i, j];
        }

        return sums;
    }
}
