using Counterpoise.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Second derivatives by central differences of the gradient, made symmetric.</summary>
internal static class NumericHessian
{
    private const double Step = 1e-5;

    public static DenseMatrix Compute(ISmoothFunction function, ReadOnlySpan<double> at)
    {
        var size = function.Size;
        var hessian = new DenseMatrix(size, size);
        var point = at.ToArray();
        double[] above = new double[size], below = new double[size];
        for (var j = 0; j < size; j++)
        {
            var step = Step * Math.Max(1, Math.Abs(at[j]));
            point[j] = at[j] + step;
            function.Evaluate(point, above);
            point[j] = at[j] - step;
            function.Evaluate(point, below);
            point[j] = at[j];
            for (var k = 0; k < size; k++) hessian[j, k] = (above[k] - below[k]) / (2 * step);
        }

        for (var j = 0; j < size; j++)
        {
            for (var k = 0; k < j; k++) hessian[j, k] = hessian[k, j] = (hessian[j, k] + hessian[k, j]) / 2;
        }

        return hessian;
    }
}
