namespace Counterpoise.Numerics;

/// <summary>
/// Least-significant-digit radix sort of doubles as integer keys of the same order: six passes of eleven bits, passes in which all keys
/// agree are skipped.
/// </summary>
internal static class RadixSort
{
    private const int Bits = 11, Passes = 6, Buckets = 1 << Bits;

    // Below this length the comparison sort of the runtime wins over clearing six histograms.
    private const int SmallLength = 4096;

    /// <summary>The key of a number that is not NaN; −0 and 0 share one.</summary>
    public static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return bits ^ ((ulong)((long)bits >> 63) | 0x8000_0000_0000_0000);
    }

    /// <summary>The number of a key.</summary>
    public static double Value(ulong key) => BitConverter.UInt64BitsToDouble(key ^ ((key >> 63) - 1 | 0x8000_0000_0000_0000));

    /// <summary>Sorts ascending; <paramref name="scratch"/> holds at least as many words.</summary>
    public static void Sort(Span<ulong> keys, Span<ulong> scratch)
    {
        if (keys.Length < SmallLength)
        {
            keys.Sort();
            return;
        }

        var counts = new int[Passes * Buckets];
        foreach (var key in keys)
            for (var pass = 0; pass < Passes; pass++) counts[(pass * Buckets) + Digit(key, pass)]++;

        var from = keys;
        var to = scratch[..keys.Length];
        var moved = false;
        for (var pass = 0; pass < Passes; pass++)
        {
            var starts = counts.AsSpan(pass * Buckets, Buckets);
            if (starts[Digit(keys[0], pass)] == keys.Length) continue;
            var start = 0;
            for (var b = 0; b < Buckets; b++) (starts[b], start) = (start, start + starts[b]);
            for (var i = 0; i < keys.Length; i++) to[starts[Digit(from[i], pass)]++] = from[i];
            var swap = from;
            from = to;
            to = swap;
            moved = !moved;
        }

        if (moved) from.CopyTo(keys);
    }

    private static int Digit(ulong key, int pass) => (int)(key >> (pass * Bits)) & (Buckets - 1);
}
