using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>Depthwise convolution of single rows that lie in the cache, channels in whole lanes.</summary>
internal static unsafe class DepthwiseRows
{
    /// <summary>to[i] = Σ over taps of weight[tap] · from[tap][i · fromStep], channel by channel.</summary>
    /// <param name="from">Where each tap reads its first number.</param>
    /// <param name="weights">Each tap's weights.</param>
    /// <param name="taps">How many taps.</param>
    /// <param name="to">The first output.</param>
    /// <param name="count">How many outputs.</param>
    /// <param name="fromStep">Numbers from input to input.</param>
    /// <param name="toStep">Numbers from output to output.</param>
    /// <param name="padded">Channels.</param>
    public static void Convolve(float** from, float** weights, int taps, float* to, int count, nint fromStep, nint toStep, int padded)
        => Lane.Sweep(padded, new ConvolvePass(from, weights, taps, to, count, fromStep, toStep));

    /// <summary>gradient[tap] += Σ over i of g[i] · x[i · step + tap], for one row of 3 or 5 taps.</summary>
    public static void AddWeightGradient(float* g, float* x, int count, int stride, int kernel, int padded, float* gradient)
        => Lane.Sweep(padded, new WeightGradientPass(g, x, count, stride, kernel, padded, gradient));

    /// <summary>Seven outputs at a time, whose sums stay in registers over all taps.</summary>
    internal readonly struct ConvolvePass(float** inputs, float** weights, int taps, float* output, int count, nint fromStep, nint toStep)
        : ILanePass
    {
        private const int Block = 7;

        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            for (var c = from; c < to; c += TLane.Width)
            {
                One<TLane>(c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var places = inputs;
            var factors = weights;
            var (tapCount, step, next, outputs) = (taps, fromStep, toStep, count);
            var y = output + channel;
            var i = 0;
            for (; i + Block <= outputs; i += Block, y += Block * next)
            {
                var (x0, x1, x2, x3) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
                var (x4, x5, x6) = (TLane.Zero, TLane.Zero, TLane.Zero);
                for (var t = 0; t < tapCount; t++)
                {
                    var w = TLane.Load(factors[t] + channel);
                    var x = places[t] + channel + (i * step);
                    TLane.Accumulate(ref x0, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x1, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x2, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x3, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x4, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x5, w, TLane.Load(x));
                    x += step;
                    TLane.Accumulate(ref x6, w, TLane.Load(x));
                }

                TLane.Store(x0, y);
                TLane.Store(x1, y + next);
                TLane.Store(x2, y + (2 * next));
                TLane.Store(x3, y + (3 * next));
                TLane.Store(x4, y + (4 * next));
                TLane.Store(x5, y + (5 * next));
                TLane.Store(x6, y + (6 * next));
            }

            for (; i + 2 <= outputs; i += 2, y += 2 * next)
            {
                var (x0, x1) = (TLane.Zero, TLane.Zero);
                for (var t = 0; t < tapCount; t++)
                {
                    var w = TLane.Load(factors[t] + channel);
                    var x = places[t] + channel + (i * step);
                    TLane.Accumulate(ref x0, w, TLane.Load(x));
                    TLane.Accumulate(ref x1, w, TLane.Load(x + step));
                }

                TLane.Store(x0, y);
                TLane.Store(x1, y + next);
            }

            if (i < outputs)
            {
                var sum = TLane.Zero;
                for (var t = 0; t < tapCount; t++)
                {
                    TLane.Accumulate(ref sum, TLane.Load(factors[t] + channel), TLane.Load(places[t] + channel + (i * step)));
                }

                TLane.Store(sum, y);
            }
        }
    }

    internal readonly struct WeightGradientPass(float* g, float* x, int count, int stride, int kernel, int padded, float* gradient)
        : ILanePass
    {
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            for (var c = from; c < to; c += TLane.Width)
            {
                One<TLane>(c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void One<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            nint row = padded;
            var step = stride * row;
            var from = x + channel;
            var back = g + channel;
            var to = gradient + channel;
            var outputs = count;
            var w0 = TLane.Load(to);
            var w1 = TLane.Load(to + row);
            var w2 = TLane.Load(to + (2 * row));
            if (kernel == 3)
            {
                for (var i = 0; i < outputs; i++, from += step, back += row)
                {
                    var v = TLane.Load(back);
                    TLane.Accumulate(ref w0, v, TLane.Load(from));
                    TLane.Accumulate(ref w1, v, TLane.Load(from + row));
                    TLane.Accumulate(ref w2, v, TLane.Load(from + (2 * row)));
                }
            }
            else
            {
                var w3 = TLane.Load(to + (3 * row));
                var w4 = TLane.Load(to + (4 * row));
                for (var i = 0; i < outputs; i++, from += step, back += row)
                {
                    var v = TLane.Load(back);
                    TLane.Accumulate(ref w0, v, TLane.Load(from));
                    TLane.Accumulate(ref w1, v, TLane.Load(from + row));
                    TLane.Accumulate(ref w2, v, TLane.Load(from + (2 * row)));
                    TLane.Accumulate(ref w3, v, TLane.Load(from + (3 * row)));
                    TLane.Accumulate(ref w4, v, TLane.Load(from + (4 * row)));
                }

                TLane.Store(w3, to + (3 * row));
                TLane.Store(w4, to + (4 * row));
            }

            TLane.Store(w0, to);
            TLane.Store(w1, to + row);
            TLane.Store(w2, to + (2 * row));
        }
    }
}
