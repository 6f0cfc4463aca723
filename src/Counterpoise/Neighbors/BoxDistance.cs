using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>Squared distance between two axis-aligned boxes: no pair of their points is nearer.</summary>
internal static class BoxDistance
{
    /// <summary>A little less than the true bound, so that rounding never drops a tie.</summary>
    private const double Safety = 1 - 1e-12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Squared(ReadOnlySpan<double> low, ReadOnlySpan<double> high, ReadOnlySpan<double> otherLow, ReadOnlySpan<double> otherHigh)
    {
        var c = 0;
        var lanes = Vector512<double>.Zero;
        for (; c + 8 <= low.Length; c += 8)
        {
            var gap = Vector512.MaxNative(
                Vector512<double>.Zero,
                Vector512.MaxNative(Vector512.Create(otherLow[c..]) - Vector512.Create(high[c..]), Vector512.Create(low[c..]) - Vector512.Create(otherHigh[c..])));
            lanes += gap * gap;
        }

        var sum = Vector512.Sum(lanes);
        for (; c < low.Length; c++)
        {
            var gap = Math.Max(0, Math.Max(otherLow[c] - high[c], low[c] - otherHigh[c]));
            sum += gap * gap;
        }

        return sum * Safety;
    }
}
