using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>The passes for one way to store numbers and one activation.</summary>
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

    public override void Differentiate(void* x, void* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, float* gate, float* offset)
        => Lane.Sweep(norm.Channels, new DifferentiatePass((T*)x, (T*)g, row, to, toRow, rows, norm, gate, offset));

    public override void Pool(void* x, void* g, nint row, int rows, ChannelNorm norm, float* sums)
        => Lane.Sweep(norm.Channels, new PoolPass((T*)x, (T*)g, row, rows, norm, sums));

    internal readonly struct NormalisePass(T* x, nint xRow, float* to, nint toRow, int rows, ChannelNorm norm, float* gate) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var from = x + channel;
            var target = to + channel;
            var (fromRow, targetRow, count) = (xRow, toRow, rows);
            var s = TLane.Load(norm.Scale + channel);
            var h = TLane.Load(norm.Shift + channel);
            if (gate is null)
            {
                for (var r = 0; r < count; r++, from += fromRow, target += targetRow)
                {
                    TLane.Store(TRule.Of(TLane.MultiplyAdd(TLane.Load(from), s, h)), target);
                }

                return;
            }

            var e = TLane.Load(gate + channel);
            for (var r = 0; r < count; r++, from += fromRow, target += targetRow)
            {
                TLane.Store(TRule.Of(TLane.MultiplyAdd(TLane.Load(from), s, h)) * e, target);
            }
        }
    }

    internal readonly struct ReducePass(T* x, T* g, nint row, int rows, ChannelNorm norm, float* gate, float* offset, double* sums) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var from = x + channel;
            var back = g + channel;
            var (step, count) = (row, rows);
            var s = TLane.Load(norm.Scale + channel);
            var h = TLane.Load(norm.Shift + channel);
            var mean = TLane.Load(norm.Mean + channel);
            var e = gate is null ? TLane.Create(1) : TLane.Load(gate + channel);
            var o = offset is null ? TLane.Zero : TLane.Load(offset + channel);
            var (sum, product) = (TLane.Zero, TLane.Zero);
            var (sum2, product2) = (TLane.Zero, TLane.Zero);
            var r = 0;
            for (; r + 2 <= count; r += 2, from += 2 * step, back += 2 * step)
            {
                var first = TLane.Load(from);
                var z = TRule.Back(TLane.MultiplyAdd(first, s, h), TLane.MultiplyAdd(TLane.Load(back), e, o));
                sum += z;
                product = TLane.MultiplyAdd(z, first - mean, product);
                var second = TLane.Load(from + step);
                z = TRule.Back(TLane.MultiplyAdd(second, s, h), TLane.MultiplyAdd(TLane.Load(back + step), e, o));
                sum2 += z;
                product2 = TLane.MultiplyAdd(z, second - mean, product2);
            }

            if (r < count)
            {
                var last = TLane.Load(from);
                var z = TRule.Back(TLane.MultiplyAdd(last, s, h), TLane.MultiplyAdd(TLane.Load(back), e, o));
                sum += z;
                product = TLane.MultiplyAdd(z, last - mean, product);
            }

            TLane.AddTo(sums + channel, sum + sum2);
            TLane.AddTo(sums + channel + norm.Padded, product + product2);
        }
    }

    internal readonly struct DifferentiatePass(T* x, T* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, float* gate, float* offset) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var from = x + channel;
            var back = g + channel;
            var target = to + channel;
            var (step, targetRow, count) = (row, toRow, rows);
            var s = TLane.Load(norm.Scale + channel);
            var h = TLane.Load(norm.Shift + channel);
            var constant = TLane.Load(norm.Constant + channel);
            var slope = TLane.Load(norm.Slope + channel);
            var e = gate is null ? TLane.Create(1) : TLane.Load(gate + channel);
            var o = offset is null ? TLane.Zero : TLane.Load(offset + channel);
            for (var r = 0; r < count; r++, from += step, back += step, target += targetRow)
            {
                var value = TLane.Load(from);
                var z = TRule.Back(TLane.MultiplyAdd(value, s, h), TLane.MultiplyAdd(TLane.Load(back), e, o));
                TLane.Store(TLane.MultiplyAdd(z, s, TLane.MultiplyAdd(value, slope, constant)), target);
            }
        }
    }

    internal readonly struct PoolPass(T* x, T* g, nint row, int rows, ChannelNorm norm, float* sums) : ILanePass
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var from = x + channel;
            var (step, count) = (row, rows);
            var s = TLane.Load(norm.Scale + channel);
            var h = TLane.Load(norm.Shift + channel);
            var sum = TLane.Zero;
            if (g is null)
            {
                for (var r = 0; r < count; r++, from += step)
                {
                    sum += TRule.Of(TLane.MultiplyAdd(TLane.Load(from), s, h));
                }
            }
            else
            {
                var back = g + channel;
                for (var r = 0; r < count; r++, from += step, back += step)
                {
                    sum = TLane.MultiplyAdd(TRule.Of(TLane.MultiplyAdd(TLane.Load(from), s, h)), TLane.Load(back), sum);
                }
            }

            TLane.Store(TLane.Load(sums + channel) + sum, sums + channel);
        }
    }
}
