namespace Counterpoise.Numerics;

/// <summary>Solves systems with a symmetric positive definite matrix.</summary>
internal static class Cholesky
{
    /// <summary>Solves A x = b in place of b; A is overwritten. False, with A and b spoilt, if A is not positive definite.</summary>
    public static bool TrySolve(DenseMatrix a, Span<double> b)
    {
        var n = a.Rows;
        for (var j = 0; j < n; j++)
        {
            var rowJ = a.Row(j);
            for (var i = j; i < n; i++)
            {
                var rowI = a.Row(i);
                var sum = rowI[j];
                for (var k = 0; k < j; k++) sum -= rowI[k] * rowJ[k];
                if (i != j) rowI[j] = sum / rowJ[j];
                else if (sum > 0) rowJ[j] = Math.Sqrt(sum);
                else return false;
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) b[i] -= a[i, k] * b[k];
            b[i] /= a[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) b[i] -= a[k, i] * b[k];
            b[i] /= a[i, i];
        }

        return true;
    }
}
