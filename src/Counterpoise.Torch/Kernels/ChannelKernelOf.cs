using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>The passes for one way to store numbers and one activation. A lane's constants stay in registers over all rows.</summary>
/// <typeparam name="T">How x and g are stored.</typeparam>
/// <typeparam name="TRule">The activation.</typeparam>
internal sealed unsafe class ChannelKernel<T, TRule> : ChannelKernel
    where T : unmanaged
    where TRule : struct, IActivationRule
{
    public static ChannelKernel Shared { get; } = new ChannelKernel<T, TRule>();

    public override void Normalise(void* x, nint xRow, float* to, nint toRow, int rows, ChannelNorm norm, float* gate)
    {
        var c = 0;
        for (; c + Lane.Width <= norm.Channels; c += Lane.Width)
        {
            NormaliseLane<FullLane>((T*)x + c, xRow, to + c, toRow, rows, norm.Scale + c, norm.Shift + c, gate is null ? null : gate + c);
        }

        if (c < norm.Channels)
        {
            NormaliseLane<HalfLane>((T*)x + c, xRow, to + c, toRow, rows, norm.Scale + c, norm.Shift + c, gate is null ? null : gate + c);
        }
    }

    public override void Reduce(void* x, void* g, nint row, int rows, ChannelNorm norm, float* gate, float* offset, double* sums)
    {
        var c = 0;
        for (; c + Lane.Width <= norm.Channels; c += Lane.Width)
        {
            ReduceLane<FullLane>((T*)x + c, (T*)g + c, row, rows, norm, c, gate, offset, sums + c);
        }

        if (c < norm.Channels)
        {
            ReduceLane<HalfLane>((T*)x + c, (T*)g + c, row, rows, norm, c, gate, offset, sums + c);
        }
    }

    public override void Differentiate(void* x, void* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, float* gate, float* offset)
    {
        var c = 0;
        for (; c + Lane.Width <= norm.Channels; c += Lane.Width)
        {
            DifferentiateLane<FullLane>((T*)x + c, (T*)g + c, row, to + c, toRow, rows, norm, c, gate, offset);
        }

        if (c < norm.Channels)
        {
            DifferentiateLane<HalfLane>((T*)x + c, (T*)g + c, row, to + c, toRow, rows, norm, c, gate, offset);
        }
    }

    public override void Pool(void* x, void* g, nint row, int rows, ChannelNorm norm, float* sums)
    {
        var c = 0;
        for (; c + Lane.Width <= norm.Channels; c += Lane.Width)
        {
            PoolLane<FullLane>((T*)x + c, g is null ? null : (T*)g + c, row, rows, norm, c, sums + c);
        }

        if (c < norm.Channels)
        {
            PoolLane<HalfLane>((T*)x + c, g is null ? null : (T*)g + c, row, rows, norm, c, sums + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormaliseLane<TWidth>(T* x, nint xRow, float* to, nint toRow, int rows, float* scale, float* shift, float* gate)
        where TWidth : struct, ILaneWidth
    {
        var s = Vector512.Load(scale);
        var h = Vector512.Load(shift);
        if (gate is null)
        {
            for (var r = 0; r < rows; r++, x += xRow, to += toRow)
            {
                Lane.Store<float, TWidth>(TRule.Of(Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(x), s, h)), to);
            }

            return;
        }

        var e = Lane.Load<float, TWidth>(gate);
        for (var r = 0; r < rows; r++, x += xRow, to += toRow)
        {
            Lane.Store<float, TWidth>(TRule.Of(Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(x), s, h)) * e, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceLane<TWidth>(T* x, T* g, nint row, int rows, ChannelNorm norm, int c, float* gate, float* offset, double* sums)
        where TWidth : struct, ILaneWidth
    {
        var s = Vector512.Load(norm.Scale + c);
        var h = Vector512.Load(norm.Shift + c);
        var mean = Vector512.Load(norm.Mean + c);
        var e = gate is null ? Vector512<float>.One : Lane.Load<float, TWidth>(gate + c);
        var o = offset is null ? Vector512<float>.Zero : Lane.Load<float, TWidth>(offset + c);
        var (sum, product) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (sum2, product2) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var r = 0;
        for (; r + 2 <= rows; r += 2, x += 2 * row, g += 2 * row)
        {
            var first = Lane.Load<T, TWidth>(x);
            var second = Lane.Load<T, TWidth>(x + row);
            var z = TRule.Back(Vector512.FusedMultiplyAdd(first, s, h), Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(g), e, o));
            var z2 = TRule.Back(Vector512.FusedMultiplyAdd(second, s, h), Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(g + row), e, o));
            sum += z;
            sum2 += z2;
            product = Vector512.FusedMultiplyAdd(z, first - mean, product);
            product2 = Vector512.FusedMultiplyAdd(z2, second - mean, product2);
        }

        if (r < rows)
        {
            var last = Lane.Load<T, TWidth>(x);
            var z = TRule.Back(Vector512.FusedMultiplyAdd(last, s, h), Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(g), e, o));
            sum += z;
            product = Vector512.FusedMultiplyAdd(z, last - mean, product);
        }

        Lane.AddTo(sums, sum + sum2);
        Lane.AddTo(sums + norm.Padded, product + product2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DifferentiateLane<TWidth>(T* x, T* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, int c, float* gate, float* offset)
        where TWidth : struct, ILaneWidth
    {
        var s = Vector512.Load(norm.Scale + c);
        var h = Vector512.Load(norm.Shift + c);
        var constant = Vector512.Load(norm.Constant + c);
        var slope = Vector512.Load(norm.Slope + c);
        var e = gate is null ? Vector512<float>.One : Lane.Load<float, TWidth>(gate + c);
        var o = offset is null ? Vector512<float>.Zero : Lane.Load<float, TWidth>(offset + c);
        for (var r = 0; r < rows; r++, x += row, g += row, to += toRow)
        {
            var value = Lane.Load<T, TWidth>(x);
            var z = TRule.Back(Vector512.FusedMultiplyAdd(value, s, h), Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(g), e, o));
            Lane.Store<float, TWidth>(Vector512.FusedMultiplyAdd(z, s, Vector512.FusedMultiplyAdd(value, slope, constant)), to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PoolLane<TWidth>(T* x, T* g, nint row, int rows, ChannelNorm norm, int c, float* sums)
        where TWidth : struct, ILaneWidth
    {
        var s = Vector512.Load(norm.Scale + c);
        var h = Vector512.Load(norm.Shift + c);
        var sum = Vector512<float>.Zero;
        for (var r = 0; r < rows; r++)
        {
            var z = TRule.Of(Vector512.FusedMultiplyAdd(Lane.Load<T, TWidth>(x + (r * row)), s, h));
            sum = g is null ? sum + z : Vector512.FusedMultiplyAdd(z, Lane.Load<T, TWidth>(g + (r * row)), sum);
        }

        Lane.Store<float, TWidth>(Lane.Load<float, TWidth>(sums) + sum, sums);
    }
}
