using Counterpoise.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood − ½ ln det I(c), with I the expected information: Firth's penalty. The penalty's gradient is a central difference,
/// whose error of about 1e-9 is far below the estimates' own.
/// </summary>
/// <remarks>
/// References: Firth, Biometrika 1993, doi:10.1093/biomet/80.1.27; Kosmidis and Firth, Biometrika 2021, doi:10.1093/biomet/asaa052, for
/// links other than the logit.
/// </remarks>
internal sealed class JeffreysPenalty(LinearLikelihood likelihood) : ISmoothFunction
{
    private const double Step = 1e-5;

    public int Size => likelihood.Size;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var value = likelihood.Evaluate(at, gradient) + Penalty(at);
        var point = at.ToArray();
        for (var j = 0; j < Size; j++)
        {
            var step = Step * Math.Max(1, Math.Abs(at[j]));
            point[j] = at[j] + step;
            var above = Penalty(point);
            point[j] = at[j] - step;
            gradient[j] += (above - Penalty(point)) / (2 * step);
            point[j] = at[j];
        }

        return value;
    }

    /// <summary>By central differences of the gradient.</summary>
    public DenseMatrix Hessian(ReadOnlySpan<double> at) => NumericHessian.Compute(this, at);

    private double Penalty(ReadOnlySpan<double> at) => -0.5 * LogDeterminant(likelihood.ExpectedInformation(at));

    /// <summary>ln det by Cholesky; −infinity, an infinite penalty, where rounding leaves nothing positive.</summary>
    private static double LogDeterminant(DenseMatrix a)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Rows; j++)
        {
            for (var i = j; i < a.Rows; i++)
            {
                var value = a[i, j];
                for (var k = 0; k < j; k++) value -= a[i, k] * a[j, k];
                if (i == j && !(value > 0)) return double.NegativeInfinity;
                a[i, j] = i == j ? Math.Sqrt(value) : value / a[j, j];
            }

            sum += 2 * Math.Log(a[j, j]);
        }

        return sum;
    }
}
