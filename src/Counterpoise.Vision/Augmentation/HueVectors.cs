using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// <see cref="Hue"/> on eight pixels at a time, calculated instead of looked up, with the roundings of Pillow: where it works in double
/// precision and single precision could decide otherwise, so does this.
/// </summary>
internal static class HueVectors
{
    /// <summary>
    /// Turns the hue of all pixels but a few at the end, or of none where the processor lacks AVX2; returns the bytes it has done.
    /// </summary>
    public static int Shift(RgbImage image, int shift)
    {
        var done = 0;
        if (PixelOctet.IsSupported)
        {
            var turn = Vector256.Create(shift);
            var length = image.Pixels.Length;
            ref var first = ref MemoryMarshal.GetReference(image.Padded);
            for (; done <= length - PixelOctet.Bytes; done += PixelOctet.Bytes)
            {
                ref var at = ref Unsafe.Add(ref first, done);
                PixelOctet.Store(Turn(PixelOctet.Load(ref at), turn), ref at);
            }
        }

        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Turn(PixelOctet pixels, Vector256<int> turn)
    {
        var value = Vector256.Max(pixels.Red, Vector256.Max(pixels.Green, pixels.Blue));
        var least = Vector256.Min(pixels.Red, Vector256.Min(pixels.Green, pixels.Blue));
        var (height, range) = (Vector256.ConvertToSingle(value), Vector256.ConvertToSingle(value - least));
        var saturation = Times255(range / Vector256.MaxNative(height, Vector256<float>.One));
        var third = (value * 2) + least - pixels.Red - pixels.Green - pixels.Blue;
        var hue = HueOf(pixels, value, least, Vector256.ConvertToSingle(third) / range) + turn;
        var turned = ToRgb(hue & Vector256.Create(255), Vector256.ConvertToSingle(saturation) / 255f, height);

        // What has no saturation in eight bits is gray.
        return Vector256.ConditionalSelect(Vector256.Equals(saturation, Vector256<int>.Zero), value * 0x010101, turned);
    }

    /// <summary>
    /// The hue, 0 to 255; <paramref name="middle"/> is the distance of the middle channel from the largest, as a share of the range.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> HueOf(PixelOctet pixels, Vector256<int> value, Vector256<int> least, Vector256<float> middle)
    {
        var (isRed, isGreen) = (Vector256.Equals(pixels.Red, value), Vector256.Equals(pixels.Green, value));
        var (lacksRed, lacksBlue) = (Vector256.Equals(pixels.Red, least), Vector256.Equals(pixels.Blue, least));

        // The largest channel says around which of 0, 2 and 4 sextants the hue lies, the smallest on which side.
        var around = Vector256.ConditionalSelect(isRed.AsSingle(), Vector256<float>.Zero,
            Vector256.ConditionalSelect(isGreen.AsSingle(), Vector256.Create(2f), Vector256.Create(4f)));
        var isBefore = Vector256.ConditionalSelect(isRed, ~lacksBlue, Vector256.ConditionalSelect(isGreen, lacksBlue, lacksRed));
        var side = Vector256.ConditionalSelect(isBefore.AsSingle(), -Vector256<float>.One, Vector256<float>.One);

        // Sextants as a share of the wheel, 0 to 1.
        var share = (DoubleVectors.From(around + side - (side * middle)) * (1 / 6.0)) + Vector512<double>.One;
        return Times255(DoubleVectors.ToSingle(share - (Vector512.GreaterThanOrEqual(share,
            Vector512<double>.One) & Vector512<double>.One)));
    }

    /// <summary>Pixels with red in the lowest byte of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ToRgb(Vector256<int> hue, Vector256<float> strength, Vector256<float> value)
    {
        var angle = Vector256.ConvertToSingle(hue * 6) / 255f;
        var sextant = Vector256.ConvertToInt32Native(angle);
        var fraction = angle - Vector256.ConvertToSingle(sextant);
        var isOdd = Vector256.ConvertToSingle(sextant & Vector256<int>.One);

        // No product of two bytes over 255 comes near a half: single precision rounds it right.
        var pale = Vector256.ConvertToInt32Native(Vector256.FusedMultiplyAdd(-value, strength, value + Vector256.Create(.5f)));

        // The channel that rises from one to the next in even sextants and falls in odd ones.
        var falling = DoubleVectors.From(strength * fraction);
        var rising = DoubleVectors.From(strength) * (Vector512<double>.One - DoubleVectors.From(fraction));
        var share = Vector512.ConditionalSelect(Vector512.Equals(DoubleVectors.From(isOdd), Vector512<double>.One), falling, rising);
        var between = DoubleVectors.Truncate((DoubleVectors.From(value) * (Vector512<double>.One - share)) + Vector512.Create(.5));

        // The bytes 0, 1 and 2 of a lane are value, between and pale; each sextant has its order of them.
        var packed = Vector256.ConvertToInt32Native(value) | (between << 8) | (pale << 16);
        var orders = Vector256.Create(0x80020100, 0x80020001, 0x80010002, 0x80000102, 0x80000201, 0x80010200, 0x80020100, 0x80020100);
        var lanes = Vector256.Create(0u, 0x040404, 0x080808, 0x0C0C0C, 0, 0x040404, 0x080808, 0x0C0C0C);
        return Avx2.Shuffle(packed.AsByte(), (Avx2.PermuteVar8x32(orders, sextant.AsUInt32()) | lanes).AsByte()).AsInt32();
    }

    /// <summary>
    /// 255·share without its fraction, by the exact product: where rounding brought it up to a whole number, its error is negative.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Times255(Vector256<float> share)
    {
        var product = share * 255f;
        var whole = Vector256.ConvertToInt32Native(product);
        var error = Vector256.FusedMultiplyAdd(share, Vector256.Create(255f), -product);
        return whole + (Vector256.Equals(product, Vector256.ConvertToSingle(whole)) & Vector256.LessThan(error, Vector256<float>.Zero))
            .AsInt32();
    }
}
