using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// The changes of <see cref="Tone"/> on many pixels at a time, with the same roundings. Each returns the bytes it has done from the
/// start: all but a few at the end, or none where the processor lacks AVX2.
/// </summary>
internal static class ToneVectors
{
    /// <summary>degenerate + alpha·(value − degenerate), cut to a byte.</summary>
    public static int Blend(Span<byte> values, int degenerate, float alpha)
    {
        var done = 0;
        if (Avx2.IsSupported)
        {
            var (from, scale) = (Vector256.Create(degenerate), Vector256.Create(alpha));
            var start = Vector256.ConvertToSingle(from);
            ref var first = ref MemoryMarshal.GetReference(values);
            for (; done <= values.Length - 32; done += 32)
            {
                ref var at = ref Unsafe.Add(ref first, done);
                var (a, b) = (Eight(ref at, from, start, scale), Eight(ref Unsafe.Add(ref at, 8), from, start, scale));
                var (c, d) = (Eight(ref Unsafe.Add(ref at, 16), from, start, scale), Eight(ref Unsafe.Add(ref at, 24), from, start, scale));
                ByteMath.Pack(a, b, c, d).StoreUnsafe(ref at);
            }
        }

        return done;

        static Vector256<int> Eight(ref byte at, Vector256<int> from, Vector256<float> start, Vector256<float> scale) =>
            Toward(ByteMath.Widen(ref at), from, start, scale);
    }

    /// <summary>luma + alpha·(value − luma), cut to a byte.</summary>
    public static int Saturation(RgbImage image, float alpha)
    {
        var done = 0;
        if (PixelOctet.IsSupported)
        {
            var scale = Vector256.Create(alpha);
            var length = image.Pixels.Length;
            ref var first = ref MemoryMarshal.GetReference(image.Padded);
            for (; done <= length - PixelOctet.Bytes; done += PixelOctet.Bytes)
            {
                ref var at = ref Unsafe.Add(ref first, done);
                var pixels = PixelOctet.Load(ref at);
                var luma = pixels.Luma;
                var gray = Vector256.ConvertToSingle(luma);
                PixelOctet.Store(Toward(pixels.Red, luma, gray, scale), Toward(pixels.Green, luma, gray, scale),
                    Toward(pixels.Blue, luma, gray, scale), ref at);
            }
        }

        return done;
    }

    /// <summary>The sum of the luma of the pixels it has done.</summary>
    public static int SumLuma(RgbImage image, out long sum)
    {
        var (done, sums) = (0, Vector256<long>.Zero);
        if (PixelOctet.IsSupported)
        {
            var length = image.Pixels.Length;
            ref var first = ref MemoryMarshal.GetReference(image.Padded);
            for (; done <= length - PixelOctet.Bytes; done += PixelOctet.Bytes)
            {
                var luma = PixelOctet.Load(ref Unsafe.Add(ref first, done)).Luma;
                sums += Avx2.SumAbsoluteDifferences(luma.AsByte(), Vector256<byte>.Zero).AsInt64();
            }
        }

        sum = Vector256.Sum(sums);
        return done;
    }

    /// <summary>Product and sum are rounded one after the other, as in <see cref="Tone"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Toward(Vector256<int> value, Vector256<int> from, Vector256<float> start, Vector256<float> scale)
    {
        var blended = start + (scale * Vector256.ConvertToSingle(value - from));
        return Vector256.ConvertToInt32Native(Vector256.MinNative(Vector256.MaxNative(blended, Vector256<float>.Zero),
            Vector256.Create(255f)));
    }
}
