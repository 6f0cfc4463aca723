using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>Squared Euclidean distance in float64, summed in one fixed order so that every machine finds the same number.</summary>
internal static class ExactDistance
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var sum = 0.0;
        nuint i = 0;
        var length = (nuint)a.Length;
        if (length >= 8)
        {
            i = length & ~(nuint)7;
            var two = VectorPath.Has256 ? Eights(ref x, ref y, i) : EightsInPairs(ref x, ref y, i);
            sum = two.GetElement(0) + two.GetElement(1);
        }

        for (; i < length; i++)
        {
            var difference = Unsafe.Add(ref x, i) - Unsafe.Add(ref y, i);
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>Eight sums of every eighth column, folded to two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Eights(ref double x, ref double y, nuint length)
    {
        var lanes = Vector512<double>.Zero;
        for (nuint i = 0; i < length; i += 8)
        {
            var difference = Vector512.LoadUnsafe(ref x, i) - Vector512.LoadUnsafe(ref y, i);
            lanes += difference * difference;
        }

        var four = lanes.GetLower() + lanes.GetUpper();
        return four.GetLower() + four.GetUpper();
    }

    /// <summary>The same eight sums in the same order where a register holds two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> EightsInPairs(ref double x, ref double y, nuint length)
    {
        var (a, b, c, d) = (Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero, Vector128<double>.Zero);
        for (nuint i = 0; i < length; i += 8)
        {
            a += Square(ref x, ref y, i);
            b += Square(ref x, ref y, i + 2);
            c += Square(ref x, ref y, i + 4);
            d += Square(ref x, ref y, i + 6);
        }

        return (a + c) + (b + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Square(ref double x, ref double y, nuint at)
    {
        var difference = Vector128.LoadUnsafe(ref x, at) - Vector128.LoadUnsafe(ref y, at);
        return difference * difference;
    }

    /// <summary>
    /// Squared distance over the columns that both rows have, scaled up to all columns; infinite if they share none.
    /// </summary>
    internal static double SquaredWithMissing(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        var present = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = a[i] - b[i];
            if (!double.IsNaN(difference))
            {
                sum += difference * difference;
                present++;
            }
        }

        return present == 0 ? double.PositiveInfinity : sum * a.Length / present;
    }
}
