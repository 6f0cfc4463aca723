using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>Squeeze-and-excitation of one image in eval mode. Each number is summed in order, whatever the width of the lanes.</summary>
internal sealed unsafe class FrozenExcitation
{
    private readonly float* _squeeze;
    private readonly float* _squeezeBias;
    private readonly float* _excite;
    private readonly float* _exciteBias;
    private readonly int _channels;

    /// <summary>Lays the weights out anew; the tensors belong to the caller's scope.</summary>
    public FrozenExcitation(Excitation layers)
    {
        var weights = layers.Weights;
        var (hidden, channels) = (weights[0].Size(0), weights[0].Size(1));
        var padded = (hidden + Lane.Multiple - 1) / Lane.Multiple * Lane.Multiple;
        (Hidden, _channels) = ((int)padded, (int)channels);
        _squeeze = Start(weights[0].flatten(1).t(), 1, hidden, channels, padded);
        _squeezeBias = Start(weights[1], 0, hidden, padded);
        _excite = Start(weights[2].flatten(1).t(), 0, hidden, padded, channels);
        _exciteBias = (float*)weights[3].Data;
    }

    /// <summary>Channels of the hidden layer in whole lanes; those without weights are zero.</summary>
    public int Hidden { get; }

    /// <summary>hardsigmoid(W₂ relu(W₁ s / count + b₁) + b₂).</summary>
    /// <param name="sums">s, a number for each channel; holds the means afterwards.</param>
    /// <param name="count">How many numbers were summed.</param>
    /// <param name="gate">A number for each channel, and room for the hidden layer after them.</param>
    public void Gate(float* sums, int count, float* gate)
    {
        for (var c = 0; c < _channels; c++)
        {
            sums[c] /= count;
        }

        var hidden = gate + _channels;
        Lane.Sweep(Hidden, new LayerPass<ReluRule>(sums, _squeeze, _squeezeBias, _channels, Hidden, hidden));
        Lane.Sweep(_channels, new LayerPass<HardSigmoidRule>(hidden, _excite, _exciteBias, Hidden, _channels, gate));
    }

    private static float* Start(Tensor weight, int axis, long size, params long[] shape)
    {
        var wide = Tensor.Zeros(shape);
        wide.narrow(axis, 0, size).copy_(weight);
        return (float*)wide.Data;
    }

    /// <summary>f(x · W + b) for one row.</summary>
    private readonly struct LayerPass<TRule>(float* x, float* weight, float* bias, int depth, nint outputs, float* y) : ILanePass
        where TRule : struct, IActivationRule
    {
        private const int Block = 4;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            var input = x;
            var (count, row) = (depth, outputs);
            nint c = from;
            for (; c + (Block * TLane.Width) <= to; c += Block * TLane.Width)
            {
                var (y0, y1, y2, y3) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
                var w = weight + c;
                for (var d = 0; d < count; d++, w += row)
                {
                    var v = TLane.Create(input[d]);
                    TLane.Accumulate(ref y0, v, TLane.Load(w));
                    TLane.Accumulate(ref y1, v, TLane.Load(w + TLane.Width));
                    TLane.Accumulate(ref y2, v, TLane.Load(w + (2 * TLane.Width)));
                    TLane.Accumulate(ref y3, v, TLane.Load(w + (3 * TLane.Width)));
                }

                Put(y0, c);
                Put(y1, c + TLane.Width);
                Put(y2, c + (2 * TLane.Width));
                Put(y3, c + (3 * TLane.Width));
            }

            for (; c < to; c += TLane.Width)
            {
                var sum = TLane.Zero;
                var w = weight + c;
                for (var d = 0; d < count; d++, w += row)
                {
                    TLane.Accumulate(ref sum, TLane.Create(input[d]), TLane.Load(w));
                }

                Put(sum, c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Put<TLane>(TLane sum, nint at)
            where TLane : struct, ILane<TLane>
            => TLane.Store(TRule.Of(sum + TLane.Load(bias + at)), y + at);
    }
}
