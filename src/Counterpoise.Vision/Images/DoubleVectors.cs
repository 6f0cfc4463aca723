using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Vision.Images;

/// <summary>Eight numbers in double precision, from and to eight of 32 bits; needs AVX2 and gains by AVX-512.</summary>
internal static class DoubleVectors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> From(Vector256<float> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(values)
        : Vector512.Create(Avx.ConvertToVector256Double(values.GetLower()), Avx.ConvertToVector256Double(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> From(Vector256<int> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(values)
        : Vector512.Create(Avx.ConvertToVector256Double(values.GetLower()), Avx.ConvertToVector256Double(values.GetUpper()));

    /// <summary>The nearest numbers in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector512<double> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Single(values)
        : Vector256.Create(Avx.ConvertToVector128Single(values.GetLower()), Avx.ConvertToVector128Single(values.GetUpper()));

    /// <summary>The values without their fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Truncate(Vector512<double> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Int32WithTruncation(values)
        : Vector256.Create(Avx.ConvertToVector128Int32WithTruncation(values.GetLower()),
            Avx.ConvertToVector128Int32WithTruncation(values.GetUpper()));
}
