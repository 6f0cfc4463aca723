using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
            var lanes = Vector512<double>.Zero;
            for (; i + 8 <= length; i += 8)
            {
                var difference = Vector512.LoadUnsafe(ref x, i) - Vector512.LoadUnsafe(ref y, i);
                lanes += difference * difference;
            }

            var four = lanes.GetLower() + lanes.GetUpper();
            var two = four.GetLower() + four.GetUpper();
            sum = two.GetElement(0) + two.GetElement(1);
        }

        for (; i < length; i++)
        {
            var difference = Unsafe.Add(ref x, i) - Unsafe.Add(ref y, i);
            sum += difference * difference;
        }

        return sum;
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
