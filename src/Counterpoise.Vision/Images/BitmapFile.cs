using System.Buffers.Binary;

namespace Counterpoise.Vision.Images;

/// <summary>Reads uncompressed Windows bitmaps of 8 (palette), 24 and 32 bits.</summary>
/// <remarks>Reference: Microsoft, "Bitmap storage", BITMAPFILEHEADER and BITMAPINFOHEADER.</remarks>
internal static class BitmapFile
{
    private const int FileHeader = 14;

    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes)
    {
        var (width, height, _, _) = Header(bytes);
        return new(ImageFormat.Bmp, width, Math.Abs(height), ExifOrientation.Upright);
    }

    public static void Decode(ReadOnlySpan<byte> bytes, DecodeOptions options, RgbImage target)
    {
        var (width, signedHeight, bits, palette) = Header(bytes);
        var height = Math.Abs(signedHeight);
        options.RequireSize(width, height);
        var stride = (((long)width * bits) + 31) / 32 * 4;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]);
        if (start + (stride * height) > bytes.Length)
        {
            throw new InvalidDataException($"the bitmap ends early: {start + (stride * height)} bytes expected, {bytes.Length} found");
        }

        target.Reset(width, height);
        for (var y = 0; y < height; y++)
        {
            // A positive height means that the bottom row comes first.
            var line = signedHeight > 0 ? height - 1 - y : y;
            var source = bytes.Slice((int)(start + (line * stride)), (int)stride);
            var row = target.Row(y);
            for (var x = 0; x < width; x++)
            {
                var bgr = bits == 8 ? Palette(palette, bytes, source[x]) : source[(x * bits / 8)..];
                (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (bgr[2], bgr[1], bgr[0]);
            }
        }
    }

    private static ReadOnlySpan<byte> Palette(Range palette, ReadOnlySpan<byte> bytes, byte index)
    {
        var colors = bytes[palette];
        return 4 * index <= colors.Length - 4 ? colors[(4 * index)..] : throw new InvalidDataException($"the bitmap uses colour {index}, its palette has {colors.Length / 4}");
    }

    private static (int Width, int Height, int Bits, Range Palette) Header(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FileHeader + 40 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) is var size && (size < 40 || size > bytes.Length - FileHeader))
        {
            throw new InvalidDataException("not a readable bitmap: the header is cut short or older than BITMAPINFOHEADER");
        }

        var width = BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(bytes[30..]);
        if (width < 1 || height is 0 or int.MinValue)
        {
            throw new InvalidDataException($"not a readable bitmap: its size is {width}×{height}");
        }

        if (compression != 0 || bits is not (8 or 24 or 32))
        {
            throw new InvalidDataException($"a bitmap of {bits} bits with compression {compression} cannot be read: save it uncompressed with 8, 24 or 32 bits, or as PNG");
        }

        var paletteStart = FileHeader + (int)size;
        var colors = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes[46..]) is 0 ? 256u : BinaryPrimitives.ReadUInt32LittleEndian(bytes[46..]), 256u);
        var paletteEnd = Math.Min(paletteStart + (4 * colors), bytes.Length);
        return (width, height, bits, paletteStart..paletteEnd);
    }
}
