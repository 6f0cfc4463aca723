using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Vision.Images;

/// <summary>Rounded arithmetic on bytes.</summary>
internal static class ByteMath
{
    /// <summary>round(a·b / 255) without a division.</summary>
    public static int MultiplyDivide255(int a, int b) => Divide255(a * b);

    /// <summary>round(product / 255) without a division; exact from 0 to 255².</summary>
    public static int Divide255(int product)
    {
        var t = product + 128;
        return ((t >> 8) + t) >> 8;
    }

    /// <summary>Rounds half up and clips to a byte.</summary>
    public static byte Round(float value) => (byte)Math.Clamp(value + 0.5f, 0f, 255f);

    /// <summary>Drops the fraction and clips to a byte.</summary>
    public static byte Truncate(float value) => (byte)Math.Clamp(value, 0f, 255f);

    /// <summary>Luma in fixed point: (19595·R + 38470·G + 7471·B + 32768) / 65536, ITU-R BT.601.</summary>
    public static byte Luma(byte red, byte green, byte blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);

    /// <summary>Eight neighbouring bytes as a vector of numbers; needs AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Widen(ref byte first) => Avx2.ConvertToVector256Int32(
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte());

    /// <summary>Four vectors of numbers from 0 to 255 as one of bytes, in their order; needs AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Pack(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        // Packing works within halves: four bytes of each vector in turn, put in order at the end.
        var mixed = Avx2.PackUnsignedSaturate(Avx2.PackSignedSaturate(a, b), Avx2.PackSignedSaturate(c, d));
        return Avx2.PermuteVar8x32(mixed.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte();
    }
}
