using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        var c = 0;
        for (; c + Lane.Width <= _channels; c += Lane.Width)
        {
            AddLane<T, FullLane>(x + c, row, rows, pivot + c, isFirst, sums + c, sums + c + _padded);
        }

        if (c < _channels)
        {
            AddLane<T, HalfLane>(x + c, row, rows, pivot + c, isFirst, sums + c, sums + c + _padded);
        }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLane<T, TWidth>(T* x, nint row, int rows, float* pivot, bool isFirst, double* sums, double* squares)
        where T : unmanaged
        where TWidth : struct, ILaneWidth
    {
        if (isFirst)
        {
            Lane.Load<T, TWidth>(x).Store(pivot);
        }

        var p = Vector512.Load(pivot);
        var (sum, sum2, square, square2) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var r = 0;
        for (; r + 2 <= rows; r += 2, x += 2 * row)
        {
            var first = Lane.Load<T, TWidth>(x) - p;
            var second = Lane.Load<T, TWidth>(x + row) - p;
            sum += first;
            sum2 += second;
            square = Vector512.FusedMultiplyAdd(first, first, square);
            square2 = Vector512.FusedMultiplyAdd(second, second, square2);
        }

        if (r < rows)
        {
            var last = Lane.Load<T, TWidth>(x) - p;
            sum += last;
            square = Vector512.FusedMultiplyAdd(last, last, square);
        }

        Lane.AddTo(sums, sum + sum2);
        Lane.AddTo(squares, square + square2);
    }
}
