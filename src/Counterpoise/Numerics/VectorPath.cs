using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Numerics;

/// <summary>
/// The one place that chooses how wide the vectors of all hand-written loops are: 512 bits with AVX-512, 256 with AVX2 and its
/// fused multiply-add, else 128. A loop never runs on vectors wider than the processor's registers, which would be emulated.
/// </summary>
/// <remarks>
/// The runtime's settings <c>DOTNET_EnableAVX512=0</c> and <c>DOTNET_EnableAVX2=0</c> take the narrower path on any machine. Loops
/// sum in the same order at every width, so that 512 and 256 bits give the same bits; so do 128 bits where the processor has a
/// fused multiply-add (Arm). Where it has none, each product is rounded before it is added: an error of at most half a unit in
/// the last place for each term.
/// </remarks>
#if COUNTERPOISE_TORCH
// The engine's room may not know the core; it compiles this very source as its own.
internal static class VectorPath
#else
public static class VectorPath
#endif
{
    /// <summary>Whether loops use vectors of 512 bits.</summary>
    public static bool Is512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>Whether loops may use vectors of 256 bits; true also where they use 512.</summary>
    public static bool Has256 => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>Width of a vector in bits: 512, 256 or 128.</summary>
    public static int Bits => Is512 ? 512 : Has256 ? 256 : 128;

    /// <summary>The path in words, as <c>counterpoise info</c> prints it.</summary>
    public static string Description => Is512 ? "512 bits (AVX-512)"
        : Has256 ? Avx512F.IsSupported ? "256 bits (AVX2; the runtime prefers it on this processor)" : "256 bits (AVX2)"
        : "128 bits";
}
