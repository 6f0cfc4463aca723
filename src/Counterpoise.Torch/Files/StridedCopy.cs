using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Files;

/// <summary>Brings strided or foreign-endian elements into row-major, little-endian order.</summary>
internal static class StridedCopy
{
    public static void Gather(ReadOnlySpan<byte> from, Span<byte> to, long[] shape, long[] strides, int elementSize)
    {
        switch (elementSize)
        {
            case 1: Gather<byte>(from, to, shape, strides); break;
            case 2: Gather(MemoryMarshal.Cast<byte, ushort>(from), MemoryMarshal.Cast<byte, ushort>(to), shape, strides); break;
            case 4: Gather(MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, uint>(to), shape, strides); break;
            default: Gather(MemoryMarshal.Cast<byte, ulong>(from), MemoryMarshal.Cast<byte, ulong>(to), shape, strides); break;
        }
    }

    public static void ReverseEndianness(Span<byte> elements, int elementSize)
    {
        switch (elementSize)
        {
            case 2: Reverse(MemoryMarshal.Cast<byte, ushort>(elements)); break;
            case 4: Reverse(MemoryMarshal.Cast<byte, uint>(elements)); break;
            case 8: Reverse(MemoryMarshal.Cast<byte, ulong>(elements)); break;
        }
    }

    private static void Reverse(Span<ushort> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<uint> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<ulong> values) => BinaryPrimitives.ReverseEndianness(values, values);

    // An odometer over all dimensions but the last, which is the inner loop.
    private static void Gather<T>(ReadOnlySpan<T> from, Span<T> to, long[] shape, long[] strides)
    {
        if (shape.Length == 0)
        {
            to[0] = from[0];
            return;
        }

        var last = shape.Length - 1;
        var (inner, step) = ((int)shape[last], (int)strides[last]);
        var position = new long[last];
        var start = 0L;
        for (var written = 0; written < to.Length; written += inner)
        {
            var source = (int)start;
            foreach (ref var value in to.Slice(written, inner))
            {
                value = from[source];
                source += step;
            }

            for (var d = last - 1; d >= 0; d--)
            {
                start += strides[d];
                if (++position[d] < shape[d])
                    break;
                start -= strides[d] * shape[d];
                position[d] = 0;
            }
        }
    }
}
