using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Mean and squared deviations per channel, gathered in parts. Each part subtracts its first row before it squares, so that
/// nothing cancels, and sums runs of rows in single and runs of runs in double precision.
/// </summary>
internal sealed unsafe class ChannelMoments : IDisposable
{
    private readonly int _channels;
    private readonly int _padded;
    private readonly long[] _counts;
    private readonly Tensor _pivots;
    private readonly ChannelSums _sums;

    public ChannelMoments(int parts, int channels)
    {
        (_channels, _padded, _counts) = (channels, Lane.Padded(channels), new long[parts]);
        _pivots = Tensor.Zeros([parts, _padded]).DetachFromDisposeScope();
        _sums = new ChannelSums(parts, channels);
    }

    /// <summary>Adds rows of a part; they should number some hundreds at most.</summary>
    public void Add<T>(int part, T* x, nint row, int rows)
        where T : unmanaged
    {
        var pivot = (float*)_pivots.Data + ((long)part * _padded);
        var isFirst = _counts[part] == 0;
        _counts[part] += rows;
        var sums = _sums.Part(part);
        Lane.Sweep(_channels, new AddPass<T>(x, row, rows, pivot, isFirst, sums, sums + _padded));
    }

    /// <summary>Count, mean and sum of squared deviations of a channel over all parts (Chan's formula joins them).</summary>
    public (double Count, double Mean, double Squares) Of(int channel)
    {
        var (count, mean, squares) = (0.0, 0.0, 0.0);
        for (var part = 0; part < _counts.Length; part++)
        {
            double n = _counts[part];
            if (n == 0)
            {
                continue;
            }

            var sums = _sums.Part(part);
            var shift = sums[channel] / n;
            var difference = ((float*)_pivots.Data)[((long)part * _padded) + channel] + shift - mean;
            squares += Math.Max(0, sums[_padded + channel] - (n * shift * shift)) + (difference * difference * count * n / (count + n));
            mean += difference * n / (count + n);
            count += n;
        }

        return (count, mean, squares);
    }

    public void Dispose()
    {
        _pivots.Dispose();
        _sums.Dispose();
    }

    internal readonly struct AddPass<T>(T* x, nint row, int rows, float* pivot, bool isFirst, double* sums, double* squares) : ILanePass
        where T : unmanaged
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
            var square = sum + channels;
            new Span<float>(sum, 2 * channels).Clear();
            var source = x + channel;
            var center = pivot + channel;
            var (step, left) = (row, rows);
            for (nint c = 0; isFirst && c < channels; c += TLane.Width)
            {
                TLane.Store(TLane.Load(source + c), center + c);
            }

            for (; left >= 4; left -= 4, source += 4 * step)
            {
                for (nint c = 0; c < channels; c += TLane.Width)
                {
                    var p = TLane.Load(center + c);
                    var d0 = TLane.Load(source + c) - p;
                    var d1 = TLane.Load(source + step + c) - p;
                    var d2 = TLane.Load(source + (2 * step) + c) - p;
                    var d3 = TLane.Load(source + (3 * step) + c) - p;
                    TLane.Store(TLane.Load(sum + c) + (d0 + d1 + (d2 + d3)), sum + c);
                    var squares01 = TLane.MultiplyAdd(d1, d1, d0 * d0);
                    var squares23 = TLane.MultiplyAdd(d3, d3, d2 * d2);
                    TLane.Store(TLane.Load(square + c) + (squares01 + squares23), square + c);
                }
            }

            for (; left > 0; left--, source += step)
            {
                for (nint c = 0; c < channels; c += TLane.Width)
                {
                    var d = TLane.Load(source + c) - TLane.Load(center + c);
                    TLane.Store(TLane.Load(sum + c) + d, sum + c);
                    TLane.Store(TLane.MultiplyAdd(d, d, TLane.Load(square + c)), square + c);
                }
            }

            for (nint c = 0; c < channels; c += TLane.Width)
            {
                TLane.AddTo(sums + channel + c, TLane.Load(sum + c));
                TLane.AddTo(squares + channel + c, TLane.Load(square + c));
            }
        }
    }
}
