using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterpoise.Vision.Images;

/// <summary>
/// Resizes an image, or a part of it, with an antialiased triangle filter: bit for bit Pillow's BILINEAR, hence torchvision's
/// <c>Resize</c> and <c>RandomResizedCrop</c> on PIL images.
/// </summary>
/// <remarks>
/// Each target value is the weighted mean of the source values within <c>max(scale, 1)</c> of its centre, rounded to 8 bits
/// after the horizontal and again after the vertical pass. Cost: about <c>2·max(scale, 1)</c> products per value and pass.
/// An instance keeps its filters and its intermediate buffer; use one per thread. Reference: Pillow, src/libImaging/Resample.c.
/// </remarks>
public sealed class Resizer
{
    // Random crops come in many sizes: keep the filters of the usual ones and never more than this.
    private const int KeptFilters = 512;

    private readonly Dictionary<(int Source, int Target), TriangleFilter> _filters = [];
    private readonly RgbImage _intermediate = new();

    /// <summary>Resizes a whole image.</summary>
    /// <param name="source">The image to read.</param>
    /// <param name="width">Target width in pixels, at least 1.</param>
    /// <param name="height">Target height in pixels, at least 1.</param>
    /// <param name="target">Receives the result; another instance than <paramref name="source"/>.</param>
    public void Resize(RgbImage source, int width, int height, RgbImage target)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize(source, new CropBox(0, 0, source.Width, source.Height), width, height, target);
    }

    /// <summary>Cuts out a box and resizes it; pixels outside the box have no influence.</summary>
    /// <param name="source">The image to read.</param>
    /// <param name="box">The part to take, inside the image.</param>
    /// <param name="width">Target width in pixels, at least 1.</param>
    /// <param name="height">Target height in pixels, at least 1.</param>
    /// <param name="target">Receives the result; another instance than <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The box leaves the image, or source and target are one.</exception>
    public void Resize(RgbImage source, CropBox box, int width, int height, RgbImage target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        box.RequireInside(source);
        if (ReferenceEquals(source, target))
        {
            throw new ArgumentException("source and target must be two images", nameof(target));
        }

        target.Reset(width, height);
        if (box.Width == width && box.Height == height)
        {
            Crop(source, box, target);
            return;
        }

        if (box.Height == height)
        {
            Horizontal(source, box, 0, box.Height, target);
            return;
        }

        var filter = Filter(box.Height, height);
        var firstRow = filter.Start[0];
        var rows = filter.Start[^1] + filter.Count[^1] - firstRow;
        _intermediate.Reset(width, rows);
        if (box.Width == width)
        {
            Crop(source, box with { Y = box.Y + firstRow, Height = rows }, _intermediate);
        }
        else
        {
            Horizontal(source, box, firstRow, rows, _intermediate);
        }

        Vertical(_intermediate, firstRow, filter, target);
    }

    private static void Crop(RgbImage source, CropBox box, RgbImage target)
    {
        for (var y = 0; y < box.Height; y++)
        {
            source.Row(box.Y + y).Slice(3 * box.X, 3 * box.Width).CopyTo(target.Row(y));
        }
    }

    private TriangleFilter Filter(int source, int target)
    {
        if (_filters.TryGetValue((source, target), out var filter))
        {
            return filter;
        }

        if (_filters.Count >= KeptFilters)
        {
            _filters.Clear();
        }

        return _filters[(source, target)] = TriangleFilter.Create(source, target);
    }

    private void Horizontal(RgbImage source, CropBox box, int firstRow, int rows, RgbImage target)
    {
        var filter = Filter(box.Width, target.Width);
        ref var from = ref MemoryMarshal.GetReference(source.Padded);
        ref var to = ref MemoryMarshal.GetReference(target.Padded);
        if (ResizeVectors.Supports(filter))
        {
            ref var first = ref Unsafe.Add(ref from, (((box.Y + firstRow) * (nint)source.Width) + box.X) * 3);
            ResizeVectors.Horizontal(filter, ref first, (nint)source.Width * 3, rows, ref to);
            return;
        }

        for (var y = 0; y < rows; y++)
        {
            ref var line = ref Unsafe.Add(ref from, ((((box.Y + firstRow + y) * (nint)source.Width) + box.X) * 3));
            ref var output = ref Unsafe.Add(ref to, y * (nint)target.Width * 3);
            ResizeLine(filter, ref line, ref output);
        }
    }

    /// <summary>One line; reads and writes up to 16 bytes past the last pixel, which images keep in reserve.</summary>
    private static void ResizeLine(TriangleFilter filter, ref byte line, ref byte output)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(filter.Weights);
        for (var x = 0; x < filter.Start.Length; x++)
        {
            ref var pixel = ref Unsafe.Add(ref line, filter.Start[x] * 3);
            ref var weight = ref Unsafe.Add(ref weights, x * filter.Width);
            var sum = Vector128.Create(1 << (TriangleFilter.PrecisionBits - 1));
            for (var t = 0; t < filter.Count[x]; t++)
            {
                var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref pixel, 3 * t))).AsByte();
                var wide = Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
                sum += wide * Unsafe.Add(ref weight, t);
            }

            // The sum is never negative and never above 255.5 in fixed point, so that no clipping is needed.
            var value = Vector128.ShiftRightLogical(sum, TriangleFilter.PrecisionBits);
            var packed = Vector128.Narrow(Vector128.Narrow(value, value).AsUInt16(), default).AsUInt32().GetElement(0);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, 3 * x), packed);
        }
    }

    private static void Vertical(RgbImage source, int firstRow, TriangleFilter filter, RgbImage target)
    {
        var stride = source.Width * 3;
        ref var from = ref MemoryMarshal.GetReference(source.Padded);
        for (var y = 0; y < target.Height; y++)
        {
            ref var column = ref Unsafe.Add(ref from, (filter.Start[y] - firstRow) * (nint)stride);
            var weights = filter.Weights.AsSpan(y * filter.Width, filter.Count[y]);
            var output = target.Row(y);
            if (Avx2.IsSupported && stride >= Vector256<byte>.Count)
            {
                ResizeVectors.Vertical(ref column, stride, weights, output);
                continue;
            }

            var x = 0;
            for (; x <= stride - Vector<byte>.Count; x += Vector<byte>.Count)
            {
                Blend(ref Unsafe.Add(ref column, x), stride, weights).CopyTo(output[x..]);
            }

            for (; x < stride; x++)
            {
                var sum = 1 << (TriangleFilter.PrecisionBits - 1);
                for (var t = 0; t < weights.Length; t++)
                {
                    sum += Unsafe.Add(ref column, x + (t * (nint)stride)) * weights[t];
                }

                output[x] = (byte)(sum >> TriangleFilter.PrecisionBits);
            }
        }
    }

    /// <summary>The weighted mean of a vector of bytes over the rows below it.</summary>
    private static Vector<byte> Blend(ref byte column, int stride, ReadOnlySpan<int> weights)
    {
        var half = new Vector<int>(1 << (TriangleFilter.PrecisionBits - 1));
        var (a, b, c, d) = (half, half, half, half);
        for (var t = 0; t < weights.Length; t++)
        {
            var bytes = Unsafe.ReadUnaligned<Vector<byte>>(ref Unsafe.Add(ref column, t * (nint)stride));
            Vector.Widen(bytes, out var low, out var high);
            Vector.Widen(low, out var a0, out var b0);
            Vector.Widen(high, out var c0, out var d0);
            var weight = new Vector<int>(weights[t]);
            a += Vector.AsVectorInt32(a0) * weight;
            b += Vector.AsVectorInt32(b0) * weight;
            c += Vector.AsVectorInt32(c0) * weight;
            d += Vector.AsVectorInt32(d0) * weight;
        }

        const int Shift = TriangleFilter.PrecisionBits;
        var lower = Vector.Narrow(Vector.AsVectorUInt32(a >> Shift), Vector.AsVectorUInt32(b >> Shift));
        var upper = Vector.Narrow(Vector.AsVectorUInt32(c >> Shift), Vector.AsVectorUInt32(d >> Shift));
        return Vector.Narrow(lower, upper);
    }
}
