using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// log( I_ν(x) x^−ν ) of squares q = x², element by element, in float64: the logarithm of a von Mises-Fisher normaliser. Smooth at 0, and
/// safe where I_ν itself underflows (high ν, small x) or overflows (large x).
/// </summary>
/// <remarks>
/// At order 32 and above Olver's uniform expansion holds to 1e-13 for every x; lower orders follow by the recurrence of I_{ν+1} / I_ν,
/// which is stable downwards. Reference: NIST Digital Library of Mathematical Functions, 10.41.3, 10.41.9 and 10.29.1.
/// </remarks>
internal sealed class LogBessel : CustomFunction
{
    private const double UniformFrom = 32;
    private static readonly double[][] s_expansion = Expansion(9);

    private readonly double _order;
    private readonly int _steps;

    private LogBessel(double order) => (_order, _steps) = (order, (int)Math.Max(0, Math.Ceiling(UniformFrom - order)));

    /// <param name="squares">x², not negative, float64.</param>
    /// <param name="order">ν, at least −1/2.</param>
    public static Tensor OfSquares(Tensor squares, double order) => new LogBessel(order).Apply(squares);

    /// <returns>log( I_ν(x) x^−ν ), and I_{ν+1}(x) / (x I_ν(x)).</returns>
    public static (double Log, double Ratio) At(double square, double order) => new LogBessel(order).At(square);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        var shape = inputs[0]!.Shape;
        var squares = inputs[0]!.Reshape(-1).ToArray<double>();
        var slopes = new double[squares.Length];
        ParallelFor.Run(0, squares.Length, 256, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var (log, ratio) = At(squares[i]);

                // d/dx is I_{ν+1} / I_ν, and dx/dq is 1 / 2x.
                (squares[i], slopes[i]) = (log, ratio / 2);
            }
        });
        Save(Tensor.FromArray(slopes, shape).To(inputs[0]!.Device));
        return scope.Keep(Tensor.FromArray(squares, shape).To(inputs[0]!.Device));
    }

    protected override Tensor?[] Backward(Tensor gradient) => [Saved(0) * gradient];

    private (double Log, double Ratio) At(double square)
    {
        var log = Uniform(_order + _steps, square);
        var ratio = Math.Exp(Uniform(_order + _steps + 1, square) - log);
        for (var k = _steps; k > 0; k--)
        {
            ratio = 1 / ((2 * (_order + k)) + (square * ratio));
            log -= Math.Log(ratio);
        }

        return (log, ratio);
    }

    private static double Uniform(double order, double square)
    {
        var w = Math.Sqrt(1 + (square / (order * order)));
        var (t, sum) = (1 / w, 0.0);
        for (var k = s_expansion.Length - 1; k >= 0; k--)
        {
            var value = 0.0;
            for (var j = s_expansion[k].Length - 1; j >= 0; j--)
            {
                value = (value * t) + s_expansion[k][j];
            }

            sum = (sum / order) + value;
        }

        return (order * (w - Math.Log(order * (1 + w)))) - (0.5 * Math.Log(2 * Math.PI * order * w)) + Math.Log(sum);
    }

    /// <summary>u_0 … of the expansion, as coefficients of t^j: u_{k+1} = ½ t² (1 − t²) u_k′ + ⅛ ∫ (1 − 5 t²) u_k dt.</summary>
    private static double[][] Expansion(int count)
    {
        var terms = new double[count][];
        terms[0] = [1];
        for (var k = 1; k < count; k++)
        {
            terms[k] = new double[(3 * k) + 1];
            for (var j = 0; j < terms[k - 1].Length; j++)
            {
                var a = terms[k - 1][j];
                terms[k][j + 1] += a * ((0.5 * j) + (0.125 / (j + 1)));
                terms[k][j + 3] -= a * ((0.5 * j) + (0.625 / (j + 3)));
            }
        }

        return terms;
    }
}
