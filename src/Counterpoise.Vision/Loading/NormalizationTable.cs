using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Loading;

/// <summary>The number of every byte in every channel.</summary>
internal sealed class NormalizationTable
{
    private const int Levels = 256;

    private readonly float[] _numbers = new float[RgbImage.Channels * Levels];

    // A byte times the scale plus the offset, in double precision, for three vectors of values of red, green, blue, red, ...
    private readonly double[] _scales = new double[RgbImage.Channels * 8];
    private readonly double[] _offsets = new double[RgbImage.Channels * 8];
    private readonly bool _isLine = Avx2.IsSupported;

    public NormalizationTable(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        for (var i = 0; i < _scales.Length; i++)
        {
            (_scales[i], _offsets[i]) = (1 / (255 * deviation[i % 3]), -mean[i % 3] / deviation[i % 3]);
        }

        for (var i = 0; i < _numbers.Length; i++)
        {
            var (channel, value) = (i / Levels, i % Levels);
            _numbers[i] = (float)(((value / 255.0) - mean[channel]) / deviation[channel]);

            // In single precision the line has the very numbers of the table; should one differ, the table is taken.
            _isLine &= (float)Math.FusedMultiplyAdd(value, _scales[channel], _offsets[channel]) == _numbers[i];
        }
    }

    /// <summary>Channel after channel.</summary>
    public void WriteChannelsFirst(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        var plane = target.Length / 3;
        var red = target[..plane];
        var green = target.Slice(plane, plane);
        var blue = target[(2 * plane)..];
        ReadOnlySpan<float> numbers = _numbers;
        for (int i = 0, j = 0; i < red.Length; i++, j += 3)
        {
            red[i] = numbers[pixels[j]];
            green[i] = numbers[Levels + pixels[j + 1]];
            blue[i] = numbers[(2 * Levels) + pixels[j + 2]];
        }
    }

    /// <summary>Pixel after pixel.</summary>
    public void WriteChannelsLast(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        ReadOnlySpan<float> numbers = _numbers;
        for (var i = _isLine ? WriteLine(pixels, target) : 0; i < pixels.Length; i += 3)
        {
            target[i] = numbers[pixels[i]];
            target[i + 1] = numbers[Levels + pixels[i + 1]];
            target[i + 2] = numbers[(2 * Levels) + pixels[i + 2]];
        }
    }

    /// <summary>Eight pixels at a time; returns the values that are done.</summary>
    private int WriteLine(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        var (scaleA, scaleB, scaleC) = (Vector512.LoadUnsafe(ref _scales[0]), Vector512.LoadUnsafe(ref _scales[8]),
            Vector512.LoadUnsafe(ref _scales[16]));
        var (offsetA, offsetB, offsetC) = (Vector512.LoadUnsafe(ref _offsets[0]), Vector512.LoadUnsafe(ref _offsets[8]),
            Vector512.LoadUnsafe(ref _offsets[16]));
        ref var from = ref MemoryMarshal.GetReference(pixels);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= pixels.Length - PixelOctet.Bytes; i += PixelOctet.Bytes)
        {
            Write(ref Unsafe.Add(ref from, i), scaleA, offsetA, ref Unsafe.Add(ref to, i));
            Write(ref Unsafe.Add(ref from, i + 8), scaleB, offsetB, ref Unsafe.Add(ref to, i + 8));
            Write(ref Unsafe.Add(ref from, i + 16), scaleC, offsetC, ref Unsafe.Add(ref to, i + 16));
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ref byte from, Vector512<double> scale, Vector512<double> offset, ref float to)
    {
        var values = DoubleVectors.From(ByteMath.Widen(ref from));
        DoubleVectors.ToSingle(Vector512.FusedMultiplyAdd(values, scale, offset)).StoreUnsafe(ref to);
    }
}
