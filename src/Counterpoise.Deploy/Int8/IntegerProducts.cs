using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Deploy.Int8;

/// <summary>Sums of products of int8 codes in int32: exact, so that their order is free.</summary>
internal static class IntegerProducts
{
    /// <summary>Σ (x_i − zero)·w_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> w, int zero)
    {
        var (sum, i) = (0, 0);
        if (Vector128.IsHardwareAccelerated && x.Length >= 8)
        {
            var total = Vector128<int>.Zero;
            var offset = Vector128.Create((short)zero);
            for (; i <= x.Length - 8; i += 8)
            {
                var a = Widen(x.Slice(i, 8)) - offset;
                var b = Widen(w.Slice(i, 8));
                var (aLow, aHigh) = Vector128.Widen(a);
                var (bLow, bHigh) = Vector128.Widen(b);
                total += (aLow * bLow) + (aHigh * bHigh);
            }

            sum = Vector128.Sum(total);
        }

        for (; i < x.Length; i++) sum += (x[i] - zero) * w[i];
        return sum;
    }

    private static Vector128<short> Widen(ReadOnlySpan<sbyte> eight) =>
        Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(eight)))).AsSByte());
}
