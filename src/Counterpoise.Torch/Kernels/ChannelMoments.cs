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
        _pivots = DisposeScope.Detach(Tensor.Zeros([parts, _padded]));
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
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>(int channel)
            where TLane : struct, ILane<TLane>
        {
            var from = x + channel;
            var (step, count) = (row, rows);
            if (isFirst)
            {
                TLane.Store(TLane.Load(from), pivot + channel);
            }

            var p = TLane.Load(pivot + channel);
            var (sum, sum2, square, square2) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
            var r = 0;
            for (; r + 2 <= count; r += 2, from += 2 * step)
            {
                var first = TLane.Load(from) - p;
                var second = TLane.Load(from + step) - p;
                sum += first;
                sum2 += second;
                square = TLane.MultiplyAdd(first, first, square);
                square2 = TLane.MultiplyAdd(second, second, square2);
            }

            if (r < count)
            {
                var last = TLane.Load(from) - p;
                sum += last;
                square = TLane.MultiplyAdd(last, last, square);
            }

            TLane.AddTo(sums + channel, sum + sum2);
            TLane.AddTo(squares + channel, square + square2);
        }
    }
}
