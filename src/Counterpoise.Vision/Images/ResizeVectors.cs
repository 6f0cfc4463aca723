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
            Lines(filter, ref Unsafe.Add(ref source, y * sourceStride), ref Unsafe.Add(ref source, second * sourceStride),
                ref Unsafe.Add(ref target, y * targetStride), ref Unsafe.Add(ref target, second * targetStride));
        }
    }

    private static void Lines(TriangleFilter filter, ref byte first, ref byte second, ref byte firstOut, ref byte secondOut)
    {
        var (last, width, most) = (filter.Start.Length - 1, filter.Width, filter.MostTaps);
        ref var start = ref MemoryMarshal.GetArrayDataReference(filter.Start);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(filter.Weights);
        for (nint x = 0; x < last; x++)
        {
            var at = (nuint)(Unsafe.Add(ref start, x) * RgbImage.Channels);
            var pixels = Blend(ref Unsafe.Add(ref weights, x * width), most, ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at))
                .AsUInt32();
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref firstOut, x * RgbImage.Channels), pixels.GetElement(0));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref secondOut, x * RgbImage.Channels), pixels.GetElement(4));
        }

        // A fourth byte would fall on the beginning of the line below.
        var from = filter.Start[last] * RgbImage.Channels;
        var end = Blend(ref filter.Weights[last * width], most, ref Unsafe.Add(ref first, from), ref Unsafe.Add(ref second, from));
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            Unsafe.Add(ref firstOut, (last * RgbImage.Channels) + c) = end.GetElement(c);
            Unsafe.Add(ref secondOut, (last * RgbImage.Channels) + c) = end.GetElement(16 + c);
        }
    }

    /// <summary>One target pixel of both lines, in the lowest bytes of each half. Taps that a pixel does not have weigh nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Blend(ref int weight, int taps, ref byte first, ref byte second)
    {
        var bytes = Vector256.Create(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref second));
        var sum = Vector256.Create(1 << (TriangleFilter.PrecisionBits - 1)) + (Tap(bytes, 0) * weight)
            + (Tap(bytes, 1) * Unsafe.Add(ref weight, 1)) + (Tap(bytes, 2) * Unsafe.Add(ref weight, 2));
        if (taps > 3)
        {
            sum += (Tap(bytes, 3) * Unsafe.Add(ref weight, 3)) + (Tap(bytes, 4) * Unsafe.Add(ref weight, 4));
        }

        if (taps > TapsPerLoad)
        {
            bytes = Vector256.Create(Vector128.LoadUnsafe(ref first, TapsPerLoad * RgbImage.Channels),
                Vector128.LoadUnsafe(ref second, TapsPerLoad * RgbImage.Channels));
            for (var t = TapsPerLoad; t < taps; t++)
            {
                sum += Tap(bytes, t - TapsPerLoad) * Unsafe.Add(ref weight, t);
            }
        }

        var values = Vector256.ShiftRightLogical(sum, TriangleFilter.PrecisionBits).AsByte();
        return Avx2.Shuffle(values, Vector256.Create(0x80080400, 0, 0, 0, 0x80080400, 0, 0, 0).AsByte());
    }

    /// <summary>The bytes of a pixel of a load, each in a 32-bit lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Tap(Vector256<byte> bytes, int tap)
    {
        var first = Vector256.Create(0x80808000, 0x80808001, 0x80808002, 0x80808080, 0x80808000, 0x80808001, 0x80808002, 0x80808080)
            .AsByte();
        return Avx2.Shuffle(bytes, first + Vector256.Create((byte)(RgbImage.Channels * tap))).AsInt32();
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
            a += ByteMath.Widen(ref column) * weight;
            b += ByteMath.Widen(ref Unsafe.Add(ref column, 8)) * weight;
            c += ByteMath.Widen(ref Unsafe.Add(ref column, 16)) * weight;
            d += ByteMath.Widen(ref Unsafe.Add(ref column, 24)) * weight;
            column = ref Unsafe.Add(ref column, stride);
        }

        const int Shift = TriangleFilter.PrecisionBits;
        return ByteMath.Pack(a >> Shift, b >> Shift, c >> Shift, d >> Shift);
    }
}
