using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>Depthwise convolution of single rows that lie in the cache, channels in whole lanes.</summary>
internal static unsafe class DepthwiseRows
{
    private const int Block = 7;

    /// <summary>to[i] = Σ over taps of weight[tap] · from[tap][i · fromStep], channel by channel.</summary>
    /// <param name="from">Where each tap reads its first number.</param>
    /// <param name="weights">Each tap's weights.</param>
    /// <param name="taps">How many taps.</param>
    /// <param name="to">The first output.</param>
    /// <param name="count">How many outputs.</param>
    /// <param name="fromStep">Numbers from input to input.</param>
    /// <param name="toStep">Numbers from output to output.</param>
    /// <param name="padded">Channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convolve(float** from, float** weights, int taps, float* to, int count, nint fromStep, nint toStep, int padded)
    {
        for (var c = 0; c < padded; c += Lane.Width)
        {
            var i = 0;
            for (; i + Block <= count; i += Block)
            {
                var (x0, x1, x2, x3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
                var (x4, x5, x6) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
                for (var t = 0; t < taps; t++)
                {
                    var w = Vector512.Load(weights[t] + c);
                    var x = from[t] + c + (i * fromStep);
                    x0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x0);
                    x += fromStep;
                    x1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x1);
                    x += fromStep;
                    x2 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x2);
                    x += fromStep;
                    x3 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x3);
                    x += fromStep;
                    x4 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x4);
                    x += fromStep;
                    x5 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x5);
                    x += fromStep;
                    x6 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x6);
                }

                var y = to + c + (i * toStep);
                x0.Store(y);
                x1.Store(y + toStep);
                x2.Store(y + (2 * toStep));
                x3.Store(y + (3 * toStep));
                x4.Store(y + (4 * toStep));
                x5.Store(y + (5 * toStep));
                x6.Store(y + (6 * toStep));
            }

            for (; i + 2 <= count; i += 2)
            {
                var (x0, x1) = (Vector512<float>.Zero, Vector512<float>.Zero);
                for (var t = 0; t < taps; t++)
                {
                    var w = Vector512.Load(weights[t] + c);
                    var x = from[t] + c + (i * fromStep);
                    x0 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x), x0);
                    x1 = Vector512.FusedMultiplyAdd(w, Vector512.Load(x + fromStep), x1);
                }

                x0.Store(to + c + (i * toStep));
                x1.Store(to + c + ((i + 1) * toStep));
            }

            if (i < count)
            {
                var sum = Vector512<float>.Zero;
                for (var t = 0; t < taps; t++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Load(weights[t] + c), Vector512.Load(from[t] + c + (i * fromStep)), sum);
                }

                sum.Store(to + c + (i * toStep));
            }
        }
    }

    /// <summary>gradient[tap] += Σ over i of g[i] · x[i · step + tap], for one row of 3 or 5 taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeightGradient(float* g, float* x, int count, int stride, int kernel, int padded, float* gradient)
    {
        nint row = padded;
        var step = stride * row;
        for (var c = 0; c < padded; c += Lane.Width)
        {
            var from = x + c;
            var back = g + c;
            var to = gradient + c;
            var w0 = Vector512.Load(to);
            var w1 = Vector512.Load(to + row);
            var w2 = Vector512.Load(to + (2 * row));
            if (kernel == 3)
            {
                for (var i = 0; i < count; i++, from += step, back += row)
                {
                    var v = Vector512.Load(back);
                    w0 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from), w0);
                    w1 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + row), w1);
                    w2 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + (2 * row)), w2);
                }
            }
            else
            {
                var w3 = Vector512.Load(to + (3 * row));
                var w4 = Vector512.Load(to + (4 * row));
                for (var i = 0; i < count; i++, from += step, back += row)
                {
                    var v = Vector512.Load(back);
                    w0 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from), w0);
                    w1 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + row), w1);
                    w2 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + (2 * row)), w2);
                    w3 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + (3 * row)), w3);
                    w4 = Vector512.FusedMultiplyAdd(v, Vector512.Load(from + (4 * row)), w4);
                }

                w3.Store(to + (3 * row));
                w4.Store(to + (4 * row));
            }

            w0.Store(to);
            w1.Store(to + row);
            w2.Store(to + (2 * row));
        }
    }
}
