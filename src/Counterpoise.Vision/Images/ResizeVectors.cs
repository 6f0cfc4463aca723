using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Vision.Images;

/// <summary>The passes of <see cref="Resizer"/> with AVX2, in the same whole numbers.</summary>
internal static class ResizeVectors
{
    // Five pixels fill the 15 bytes of a load; a second load serves five more.
    private const int TapsPerLoad = 5;
    private const int MostTaps = 2 * TapsPerLoad;

    /// <summary>For each tap of a load, the bytes of its pixel, each to a 32-bit lane.</summary>
    private static readonly Vector256<byte>[] s_taps = [.. Enumerable.Range(0, TapsPerLoad).Select(tap => Vector256.Create(
        Vector128.Create(0xFFFFFF00u, 0xFFFFFF01, 0xFFFFFF02, 0xFFFFFFFF), Vector128.Create(0xFFFFFF00u, 0xFFFFFF01, 0xFFFFFF02, 0xFFFFFFFF)).AsByte()
        + Vector256.Create(3u * (uint)tap, 3u * (uint)tap, 3u * (uint)tap, 0, 3u * (uint)tap, 3u * (uint)tap, 3u * (uint)tap, 0).AsByte())];

    /// <summary>Whether the filter is narrow enough that loads stay within the reserve of an image.</summary>
    public static bool Supports(TriangleFilter filter) => Avx2.IsSupported && filter.MostTaps <= MostTaps;

    /// <summary>Lines two at a time, each in a half of the vectors.</summary>
    public static void Horizontal(TriangleFilter filter, ref byte source, nint sourceStride, int lines, ref byte target)
    {
        var targetStride = (nint)filter.Start.Length * RgbImage.Channels;
        for (var y = 0; y < lines; y += 2)
        {
            // Without a second line the first is done twice.
            var second = Math.Min(y + 1, lines - 1);
            Lines(filter, ref Unsafe.Add(ref source, y * sourceStride), ref Unsafe.Add(ref source, second * sourceStride), ref Unsafe.Add(ref target, y * targetStride), ref Unsafe.Add(ref target, second * targetStride));
        }
    }

    private static void Lines(TriangleFilter filter, ref byte first, ref byte second, ref byte firstOut, ref byte secondOut)
    {
        var last = filter.Start.Length - 1;
        for (var x = 0; x < last; x++)
        {
            var pixels = Blend(filter, x, ref first, ref second);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref firstOut, 3 * x), pixels.GetElement(0));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref secondOut, 3 * x), pixels.GetElement(4));
        }

        // A fourth byte would fall on the beginning of the line below.
        var end = Blend(filter, last, ref first, ref second).AsByte();
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            Unsafe.Add(ref firstOut, (3 * last) + c) = end.GetElement(c);
            Unsafe.Add(ref secondOut, (3 * last) + c) = end.GetElement(16 + c);
        }
    }

    /// <summary>One target pixel of both lines, in the lowest bytes of each half. Taps that a pixel does not have weigh nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Blend(TriangleFilter filter, int x, ref byte first, ref byte second)
    {
        ref var weight = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(filter.Weights), x * filter.Width);
        ref var taps = ref MemoryMarshal.GetArrayDataReference(s_taps);
        var at = (nuint)(filter.Start[x] * 3);
        var bytes = Vector256.Create(Vector128.LoadUnsafe(ref first, at), Vector128.LoadUnsafe(ref second, at));
        var sum = Vector256.Create(1 << (TriangleFilter.PrecisionBits - 1))
            + (Avx2.Shuffle(bytes, taps).AsInt32() * weight)
            + (Avx2.Shuffle(bytes, Unsafe.Add(ref taps, 1)).AsInt32() * Unsafe.Add(ref weight, 1))
            + (Avx2.Shuffle(bytes, Unsafe.Add(ref taps, 2)).AsInt32() * Unsafe.Add(ref weight, 2));
        if (filter.MostTaps > 3)
        {
            sum += (Avx2.Shuffle(bytes, Unsafe.Add(ref taps, 3)).AsInt32() * Unsafe.Add(ref weight, 3))
                + (Avx2.Shuffle(bytes, Unsafe.Add(ref taps, 4)).AsInt32() * Unsafe.Add(ref weight, 4));
        }

        if (filter.MostTaps > TapsPerLoad)
        {
            at += TapsPerLoad * 3;
            bytes = Vector256.Create(Vector128.LoadUnsafe(ref first, at), Vector128.LoadUnsafe(ref second, at));
            for (var t = TapsPerLoad; t < filter.MostTaps; t++)
            {
                sum += Avx2.Shuffle(bytes, Unsafe.Add(ref taps, t - TapsPerLoad)).AsInt32() * Unsafe.Add(ref weight, t);
            }
        }

        var values = Vector256.ShiftRightLogical(sum, TriangleFilter.PrecisionBits).AsByte();
        return Avx2.Shuffle(values, Vector256.Create(0xFF080400, 0, 0, 0, 0xFF080400, 0, 0, 0).AsByte()).AsUInt32();
    }

    /// <summary>One target line of at least 32 bytes: the weighted mean of the lines from <paramref name="column"/> down.</summary>
    public static void Vertical(ref byte column, nint stride, ReadOnlySpan<int> weights, Span<byte> output)
    {
        ref var target = ref MemoryMarshal.GetReference(output);
        for (var x = 0; x < output.Length; x += 32)
        {
            // The last vector overlaps the one before it.
            var at = Math.Min(x, output.Length - 32);
            Down(ref Unsafe.Add(ref column, at), stride, weights).StoreUnsafe(ref target, (nuint)at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Down(ref byte column, nint stride, ReadOnlySpan<int> weights)
    {
        var half = Vector256.Create(1 << (TriangleFilter.PrecisionBits - 1));
        var (a, b, c, d) = (half, half, half, half);
        foreach (var w in weights)
        {
            var weight = Vector256.Create(w);
            a += Eight(ref column) * weight;
            b += Eight(ref Unsafe.Add(ref column, 8)) * weight;
            c += Eight(ref Unsafe.Add(ref column, 16)) * weight;
            d += Eight(ref Unsafe.Add(ref column, 24)) * weight;
            column = ref Unsafe.Add(ref column, stride);
        }

        const int Shift = TriangleFilter.PrecisionBits;
        return ByteMath.Pack(a >> Shift, b >> Shift, c >> Shift, d >> Shift);

        static Vector256<int> Eight(ref byte at) => Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref at)).AsByte());
    }
}
