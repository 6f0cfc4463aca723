using System.Numerics.Tensors;

namespace Counterpoise.Numerics;

/// <summary>Newton's method with step halving for smooth convex functions of a few hundred variables.</summary>
internal static class NewtonMinimizer
{
    /// <summary>Minimises until the largest gradient entry is at most <paramref name="tolerance"/> or rounding stops progress.</summary>
    public static Minimum Run(ISmoothFunction function, double[] start, double tolerance, int maxIterations,
        CancellationToken cancellationToken)
    {
        var x = (double[])start.Clone();
        double[] gradient = new double[x.Length], next = new double[x.Length], nextGradient = new double[x.Length];
        var value = function.Evaluate(x, gradient);
        for (var iteration = 0; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(gradient));
            if (largest <= tolerance || iteration == maxIterations) return new Minimum(x, value, largest, iteration, largest <= tolerance);
            var step = Step(function.Hessian(x), gradient);
            var fall = TensorPrimitives.Dot<double>(gradient, step);
            var length = 1.0;
            double nextValue;
            while (true)
            {
                for (var i = 0; i < x.Length; i++) next[i] = x[i] - (length * step[i]);
                nextValue = function.Evaluate(next, nextGradient);
                if (nextValue <= value - (1e-4 * length * fall)) break;
                length /= 2;
                // Near the minimum the fall drowns in the value's rounding; the gradient still tells a better point.
                var lower = Math.Abs(TensorPrimitives.MaxMagnitude<double>(nextGradient)) < largest
                    && nextValue <= value + (1e-12 * Math.Abs(value));
                if (lower) break;
                if (length < 1e-12) return new Minimum(x, value, largest, iteration, fall <= 1e-13 * Math.Abs(value));
            }

            (x, next) = (next, x);
            (gradient, nextGradient) = (nextGradient, gradient);
            value = nextValue;
        }
    }

    private static double[] Step(DenseMatrix hessian, double[] gradient)
    {
        // A flat direction makes the matrix singular to rounding; the least shift that factors keeps the step a descent.
        var trace = 0.0;
        for (var i = 0; i < hessian.Rows; i++) trace += hessian[i, i];
        // Of a matrix that has overflowed no shift makes a step.
        if (!double.IsFinite(trace)) return (double[])gradient.Clone();
        for (var shift = 0.0; ; shift = shift == 0 ? Math.Max(trace, 1e-300) / hessian.Rows * 1e-14 : shift * 10)
        {
            var (matrix, step) = (new DenseMatrix(hessian.Rows, hessian.Columns, (double[])hessian.Data.Clone()),
                (double[])gradient.Clone());
            for (var i = 0; i < matrix.Rows; i++) matrix[i, i] += shift;
            if (Cholesky.TrySolve(matrix, step)) return step;
        }
    }
}
