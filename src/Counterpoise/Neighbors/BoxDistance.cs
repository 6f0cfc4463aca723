using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>Squared distance between two axis-aligned boxes: no pair of their points is nearer.</summary>
internal static class BoxDistance
{
    /// <summary>A little less than the true bound, so that rounding never drops a tie.</summary>
    private const double Safety = 1 - 1e-12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Squared(ReadOnlySpan<double> low, ReadOnlySpan<double> high, ReadOnlySpan<double> otherLow,
        ReadOnlySpan<double> otherHigh)
    {
        ref var a = ref MemoryMarshal.GetReference(low);
        ref var b = ref MemoryMarshal.GetReference(high);
        ref var from = ref MemoryMarshal.GetReference(otherLow);
        ref var to = ref MemoryMarshal.GetReference(otherHigh);
        var length = (nuint)Math.Min(Math.Min(low.Length, high.Length), Math.Min(otherLow.Length, otherHigh.Length));
        nuint c = 0;
        var lanes = Vector256<double>.Zero;
        for (; c + 4 <= length; c += 4)
        {
            var gap = Vector256.MaxNative(
                Vector256<double>.Zero,
                Vector256.MaxNative(
                    Vector256.LoadUnsafe(ref from, c) - Vector256.LoadUnsafe(ref b, c),
                        Vector256.LoadUnsafe(ref a, c) - Vector256.LoadUnsafe(ref to, c)));
            lanes += gap * gap;
        }

        var sum = Vector256.Sum(lanes);
        for (; c < length; c++)
        {
            var gap = Math.Max(0, Math.Max(Unsafe.Add(ref from, c) - Unsafe.Add(ref b, c), Unsafe.Add(ref a, c) - Unsafe.Add(ref to, c)));
            sum += gap * gap;
        }

        return sum * Safety;
    }
}
