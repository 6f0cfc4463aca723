using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// The passes for one way to store numbers and one activation. They go row by row, as the numbers lie in memory: fetching the
/// channels' constants from the first cache level for every row costs half of what fetching rows lane by lane does.
/// </summary>
/// <typeparam name="T">How x and g are stored.</typeparam>
/// <typeparam name="TRule">The activation.</typeparam>
internal sealed unsafe class ChannelKernel<T, TRule> : ChannelKernel
    where T : unmanaged
    where TRule : struct, IActivationRule
{
    public static ChannelKernel Shared { get; } = new ChannelKernel<T, TRule>();

    public override void Normalise(void* x, nint xRow, float* to, nint toRow, int rows, ChannelNorm norm, float* gate)
        => Lane.Sweep(norm.Channels, new NormalisePass((T*)x, xRow, to, toRow, rows, norm, gate));

    public override void Reduce(void* x, void* g, nint row, int rows, ChannelNorm norm, float* gate, float* offset, double* sums)
        => Lane.Sweep(norm.Channels, new ReducePass((T*)x, (T*)g, row, rows, norm, gate, offset, sums));

    public override void Differentiate(void* x, void* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, float* gate,
        float* offset)
        => Lane.Sweep(norm.Channels, new DifferentiatePass((T*)x, (T*)g, row, to, toRow, rows, norm, gate, offset));

    public override void Pool(void* x, void* g, nint row, int rows, ChannelNorm norm, float* sums)
        => Lane.Sweep(norm.Channels, new PoolPass((T*)x, (T*)g, row, rows, norm, sums));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Weighed<TLane>(TLane gradient, float* gate, float* offset, nint channel)
        where TLane : struct, ILane<TLane>
        => gate is null ? offset is null ? gradient : gradient + TLane.Load(offset + channel)
            : offset is null ? gradient * TLane.Load(gate + channel)
            : TLane.MultiplyAdd(gradient, TLane.Load(gate + channel), TLane.Load(offset + channel));

    internal readonly struct NormalisePass(T* x, nint xRow, float* output, nint outputRow, int rows, ChannelNorm norm, float* gate)
        : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            var source = x;
            var target = output;
            var scale = norm.Scale;
            var shift = norm.Shift;
            var weights = gate;
            var (step, targetStep, count) = (xRow, outputRow, rows);
            for (var r = 0; r < count; r++, source += step, target += targetStep)
            {
                for (nint c = from; weights is null && c < to; c += TLane.Width)
                {
                    TLane.Store(TRule.Of(TLane.MultiplyAdd(TLane.Load(source + c), TLane.Load(scale + c), TLane.Load(shift + c))),
                        target + c);
                }

                for (nint c = from; weights is not null && c < to; c += TLane.Width)
                {
                    var y = TRule.Of(TLane.MultiplyAdd(TLane.Load(source + c), TLane.Load(scale + c), TLane.Load(shift + c)));
                    TLane.Store(y * TLane.Load(weights + c), target + c);
                }
            }
        }
    }

    internal readonly struct ReducePass(T* x, T* g, nint row, int rows, ChannelNorm norm, float* gate, float* offset, double* sums)
        : ILanePass
    {
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            for (var c = from; c < to; c += Lane.MostSums)
            {
                Part<TLane>(c, Math.Min(Lane.MostSums, to - c));
            }
        }

        /// <summary>Four rows at a time, so that sums are seldom fetched and put back.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Part<TLane>(int channel, int channels)
            where TLane : struct, ILane<TLane>
        {
            var sum = stackalloc float[2 * channels];
            var product = sum + channels;
            new Span<float>(sum, 2 * channels).Clear();
            var source = x + channel;
            var back = g + channel;
            var scale = norm.Scale + channel;
            var shift = norm.Shift + channel;
            var mean = norm.Mean + channel;
            var weights = gate is null ? null : gate + channel;
            var added = offset is null ? null : offset + channel;
            var (step, left) = (row, rows);
            for (; left >= 4; left -= 4, source += 4 * step, back += 4 * step)
            {
                for (nint c = 0; c < channels; c += TLane.Width)
                {
                    var s = TLane.Load(scale + c);
                    var h = TLane.Load(shift + c);
                    var m = TLane.Load(mean + c);
                    var z0 = Terms(source + c, Weighed(TLane.Load(back + c), weights, added, c), s, h, m, out var p0);
                    var z1 = Terms(source + step + c, Weighed(TLane.Load(back + step + c), weights, added, c), s, h, m, out var p1);
                    var z2 = Terms(source + (2 * step) + c, Weighed(TLane.Load(back + (2 * step) + c), weights, added, c), s, h, m,
                        out var p2);
                    var z3 = Terms(source + (3 * step) + c, Weighed(TLane.Load(back + (3 * step) + c), weights, added, c), s, h, m,
                        out var p3);
                    TLane.Store(TLane.Load(sum + c) + (z0 + z1 + (z2 + z3)), sum + c);
                    TLane.Store(TLane.Load(product + c) + (p0 + p1 + (p2 + p3)), product + c);
                }
            }

            for (; left > 0; left--, source += step, back += step)
            {
                for (nint c = 0; c < channels; c += TLane.Width)
                {
                    var gradient = Weighed(TLane.Load(back + c), weights, added, c);
                    var z = Terms(source + c, gradient, TLane.Load(scale + c), TLane.Load(shift + c), TLane.Load(mean + c), out var p);
                    TLane.Store(TLane.Load(sum + c) + z, sum + c);
                    TLane.Store(TLane.Load(product + c) + p, product + c);
                }
            }

            for (nint c = 0; c < channels; c += TLane.Width)
            {
                TLane.AddTo(sums + channel + c, TLane.Load(sum + c));
                TLane.AddTo(sums + norm.Padded + channel + c, TLane.Load(product + c));
            }
        }

        /// <summary>z, and z · (x - mean).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLane Terms<TLane>(T* from, TLane gradient, TLane scale, TLane shift, TLane mean, out TLane product)
            where TLane : struct, ILane<TLane>
        {
            var value = TLane.Load(from);
            var z = TRule.Back(TLane.MultiplyAdd(value, scale, shift), gradient);
            product = z * (value - mean);
            return z;
        }
    }

    internal readonly struct DifferentiatePass(
        T* x, T* g, nint row, float* output, nint outputRow, int rows, ChannelNorm norm, float* gate, float* offset) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            var source = x;
            var back = g;
            var target = output;
            var scale = norm.Scale;
            var shift = norm.Shift;
            var constant = norm.Constant;
            var slope = norm.Slope;
            var weights = gate;
            var added = offset;
            var (step, targetStep, count) = (row, outputRow, rows);
            for (var r = 0; r < count; r++, source += step, back += step, target += targetStep)
            {
                for (nint c = from; c < to; c += TLane.Width)
                {
                    var value = TLane.Load(source + c);
                    var s = TLane.Load(scale + c);
                    var z = TRule.Back(TLane.MultiplyAdd(value, s, TLane.Load(shift + c)),
                        Weighed(TLane.Load(back + c), weights, added, c));
                    TLane.Store(TLane.MultiplyAdd(z, s, TLane.MultiplyAdd(value, TLane.Load(slope + c), TLane.Load(constant + c))),
                        target + c);
                }
            }
        }
    }

    internal readonly struct PoolPass(T* x, T* g, nint row, int rows, ChannelNorm norm, float* sums) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            var source = x;
            var back = g;
            var result = sums;
            var scale = norm.Scale;
            var shift = norm.Shift;
            var (step, left) = (row, rows);
            for (var block = 4; left > 0; left -= block, source += block * step, back += back is null ? 0 : block * step)
            {
                block = Math.Min(4, left);
                for (nint c = from; c < to; c += TLane.Width)
                {
                    var s = TLane.Load(scale + c);
                    var h = TLane.Load(shift + c);
                    var sum = TLane.Load(result + c);
                    for (var r = 0; r < block; r++)
                    {
                        var y = TRule.Of(TLane.MultiplyAdd(TLane.Load(source + (r * step) + c), s, h));
                        sum = back is null ? sum + y : TLane.MultiplyAdd(y, TLane.Load(back + (r * step) + c), sum);
                    }

                    TLane.Store(sum, result + c);
                }
            }
        }
    }
}
