using System.Numerics.Tensors;

namespace Counterpoise.Numerics;

/// <summary>L-BFGS with step halving, for smooth convex functions of too many variables for Newton's method.</summary>
/// <remarks>
/// Reference: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 1989,
/// doi:10.1007/BF01589116.
/// </remarks>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 10;

    /// <summary>Minimises until the largest gradient entry is at most <paramref name="tolerance"/> or rounding stops progress.</summary>
    public static Minimum Run(ISmoothFunction function, double[] start, double tolerance, int maxIterations,
        CancellationToken cancellationToken)
    {
        var x = (double[])start.Clone();
        var gradient = new double[x.Length];
        var value = function.Evaluate(x, gradient);
        var pairs = new LinkedList<(double[] S, double[] Y)>();
        for (var iteration = 0; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(gradient));
            if (largest <= tolerance || iteration == maxIterations) return new Minimum(x, value, largest, iteration, largest <= tolerance);
            var step = Direction(gradient, pairs);
            var fall = TensorPrimitives.Dot<double>(gradient, step);
            double[] next = new double[x.Length], nextGradient = new double[x.Length];
            var length = pairs.Count == 0 ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(gradient)) : 1.0;
            double nextValue;
            while (true)
            {
                for (var i = 0; i < x.Length; i++) next[i] = x[i] - (length * step[i]);
                nextValue = function.Evaluate(next, nextGradient);
                if (nextValue <= value - (1e-4 * length * fall)) break;
                // Near the minimum the fall drowns in the value's rounding; the gradient still tells a better point.
                if (Math.Abs(TensorPrimitives.MaxMagnitude<double>(nextGradient)) < largest
                    && nextValue <= value + (1e-12 * Math.Abs(value))) break;
                length /= 2;
                if (length >= 1e-12) continue;
                return new Minimum(x, value, largest, iteration, false);
            }

            double[] s = new double[x.Length], y = new double[x.Length];
            TensorPrimitives.Subtract(next, x, s);
            TensorPrimitives.Subtract(nextGradient, gradient, y);
            if (TensorPrimitives.Dot<double>(s, y) > 1e-300) pairs.AddLast((s, y));
            if (pairs.Count > Memory) pairs.RemoveFirst();
            (x, gradient, value) = (next, nextGradient, nextValue);
        }
    }

    private static double[] Direction(double[] gradient, LinkedList<(double[] S, double[] Y)> pairs)
    {
        var q = (double[])gradient.Clone();
        var alphas = new Stack<double>();
        for (var node = pairs.Last; node is not null; node = node.Previous)
        {
            var (s, y) = node.Value;
            var alpha = TensorPrimitives.Dot<double>(s, q) / TensorPrimitives.Dot<double>(s, y);
            alphas.Push(alpha);
            TensorPrimitives.MultiplyAdd(y, -alpha, q, q);
        }

        if (pairs.Last is { Value: var (ls, ly) }) TensorPrimitives.Multiply(q,
            TensorPrimitives.Dot<double>(ls, ly) / TensorPrimitives.Dot<double>(ly, ly), q);
        for (var node = pairs.First; node is not null; node = node.Next)
        {
            var (s, y) = node.Value;
            var beta = TensorPrimitives.Dot<double>(y, q) / TensorPrimitives.Dot<double>(s, y);
            TensorPrimitives.MultiplyAdd(s, alphas.Pop() - beta, q, q);
        }

        return q;
    }
}
