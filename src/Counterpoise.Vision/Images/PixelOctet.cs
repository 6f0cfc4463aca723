using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Vision.Images;

/// <summary>Eight neighbouring pixels in vectors: a channel to a vector, a pixel to each of its 32-bit lanes.</summary>
internal readonly struct PixelOctet
{
    /// <summary>Bytes of eight pixels.</summary>
    public const int Bytes = 8 * RgbImage.Channels;

    private readonly Vector256<int> _red, _green, _blue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PixelOctet(Vector256<int> red, Vector256<int> green, Vector256<int> blue) => (_red, _green, _blue) = (red, green, blue);

    public static bool IsSupported => Avx2.IsSupported;

    public Vector256<int> Red => _red;

    public Vector256<int> Green => _green;

    public Vector256<int> Blue => _blue;

    /// <summary>Luma in fixed point, as <see cref="ByteMath.Luma"/> has it.</summary>
    public Vector256<int> Luma
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ((_red * 19595) + (_green * 38470) + (_blue * 7471) + Vector256.Create(0x8000)) >> 16;
    }

    /// <summary>Reads 28 bytes, four more than the pixels have: images keep them in reserve.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PixelOctet Load(ref byte first)
    {
        var bytes = Vector256.Create(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, Bytes / 2));
        return new(
            Avx2.Shuffle(bytes, Vector256.Create(0xFFFFFF00, 0xFFFFFF03, 0xFFFFFF06, 0xFFFFFF09, 0xFFFFFF00, 0xFFFFFF03, 0xFFFFFF06,
                0xFFFFFF09).AsByte()).AsInt32(),
            Avx2.Shuffle(bytes, Vector256.Create(0xFFFFFF01, 0xFFFFFF04, 0xFFFFFF07, 0xFFFFFF0A, 0xFFFFFF01, 0xFFFFFF04, 0xFFFFFF07,
                0xFFFFFF0A).AsByte()).AsInt32(),
            Avx2.Shuffle(bytes, Vector256.Create(0xFFFFFF02, 0xFFFFFF05, 0xFFFFFF08, 0xFFFFFF0B, 0xFFFFFF02, 0xFFFFFF05, 0xFFFFFF08,
                0xFFFFFF0B).AsByte()).AsInt32());
    }

    /// <summary>Writes eight pixels, 24 bytes and no more; each value must lie within 0 to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> red, Vector256<int> green, Vector256<int> blue, ref byte first) =>
        Store(red | (green << 8) | (blue << 16), ref first);

    /// <summary>Writes eight pixels of which each lane holds red, green and blue from its lowest byte up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> pixels, ref byte first)
    {
        var close = Avx2.Shuffle(pixels.AsByte(), Vector256.Create(0x04020100, 0x09080605, 0x0E0D0C0A, 0xFFFFFFFF, 0x04020100, 0x09080605,
            0x0E0D0C0A, 0xFFFFFFFF).AsByte());
        var upper = close.GetUpper();
        close.GetLower().StoreUnsafe(ref first);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, 12), upper.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, 20), upper.AsUInt32().GetElement(2));
    }
}
