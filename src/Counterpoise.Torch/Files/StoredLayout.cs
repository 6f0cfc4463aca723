using System.Diagnostics.CodeAnalysis;

namespace Counterpoise.Torch.Files;

/// <summary>The arithmetic of shapes that come from untrusted headers: nothing overflows silently.</summary>
internal static class StoredLayout
{
    // libtorch's iterators take no more dimensions than this.
    public const int MaximumRank = 64;

    /// <summary>The element types that files hold; complex numbers are none of them.</summary>
    public static ReadOnlySpan<ScalarType> Types =>
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
        ScalarType.Float16, ScalarType.Float32, ScalarType.Float64, ScalarType.Bool, ScalarType.BFloat16,
    ];

    public static int Size(this ScalarType type) => type switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Int16 => 2,
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        _ => throw new ArgumentException($"found {type}, expected one of {string.Join(", ", Types.ToArray())}"),
    };

    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape[..Math.Min(shape.Length, MaximumRank)].ToArray())}]";

    /// <summary>The bytes of a dense tensor; false with a reason when the shape is impossible.</summary>
    public static bool TryCountBytes(ReadOnlySpan<long> shape, ScalarType type, out long bytes, [NotNullWhen(false)] out string? fault)
    {
        bytes = type.Size();
        fault = null;
        if (shape.Length > MaximumRank)
        {
            fault = $"a shape of {shape.Length} dimensions";
            return false;
        }

        var product = (Int128)bytes;
        foreach (var length in shape)
        {
            product *= length;
            if (length < 0 || product > long.MaxValue)
            {
                fault = $"the impossible shape {Text(shape)}";
                return false;
            }
        }

        bytes = (long)product;
        return true;
    }

    /// <summary>
    /// One past the last element that a strided view touches, counted from its storage's start; null when it cannot be told in 64 bits.
    /// </summary>
    public static long? End(long offset, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        if (offset < 0 || shape.Length != strides.Length)
            return null;

        var end = (Int128)offset + 1;
        for (var d = 0; d < shape.Length; d++)
        {
            if (strides[d] < 0)
                return null;
            if (shape[d] == 0)
                return offset;
            end += (Int128)(shape[d] - 1) * strides[d];
        }

        return end > long.MaxValue ? null : (long)end;
    }

    public static long[] RowMajorStrides(ReadOnlySpan<long> shape)
    {
        var strides = new long[shape.Length];
        var next = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = next;
            next *= Math.Max(shape[d], 1);
        }

        return strides;
    }

    public static bool IsRowMajor(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        var next = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] == 0)
                return true;
            if (shape[d] != 1 && strides[d] != next)
                return false;
            next *= shape[d];
        }

        return true;
    }
}
