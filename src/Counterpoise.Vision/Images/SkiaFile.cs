using System.Buffers.Binary;
using SkiaSharp;

namespace Counterpoise.Vision.Images;

/// <summary>Reads JPEG, PNG, BMP, WebP and GIF and writes JPEG and PNG, through Skia.</summary>
/// <remarks>Nothing is converted by colour profiles: the numbers are those of the file, as Pillow gives them.</remarks>
internal static unsafe class SkiaFile
{
    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes, ImageFormat format)
    {
        fixed (byte* start = bytes)
        {
            using var codec = Open(start, bytes, format);
            var (size, orientation) = (codec.Info.Size, Orientation(codec));
            return OrientationTransform.SwapsSides(orientation)
                ? new(format, size.Height, size.Width, orientation)
                : new(format, size.Width, size.Height, orientation);
        }
    }

    /// <summary>Decodes and returns the orientation that is still to be applied.</summary>
    public static ExifOrientation Decode(ReadOnlySpan<byte> bytes, ImageFormat format, DecodeOptions options, RgbImage target)
    {
        RequireClaimedSize(bytes, format, options);
        fixed (byte* start = bytes)
        {
            using var codec = Open(start, bytes, format);
            var full = codec.Info;
            options.RequireSize(full.Width, full.Height);
            if (format == ImageFormat.Jpeg && !options.AcceptDamaged && !JpegEnd.IsThere(bytes))
            {
                throw new InvalidDataException("the JPEG data end early: their end marker is missing");
            }

            var size = format == ImageFormat.Jpeg ? Reduced(codec, options.MinimumShortSide) : full.Size;
            var deep = format == ImageFormat.Png && PngDepth(bytes) == 16;
            var pixels = target.ResetWithAlpha(size.Width, size.Height);
            Decode(codec, new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), pixels, format, options);
            if (deep && options.SixteenBitDepth < 16)
            {
                PngSamples.Overwrite(bytes, size.Width, size.Height, options, pixels);
            }

            RgbaPixels.Reduce(pixels, options.Alpha, full.AlphaType != SKAlphaType.Opaque);
            target.SourceBits = deep ? 16 : 8;
            return Orientation(codec);
        }
    }

    public static byte[] EncodeJpeg(RgbImage image, int quality)
    {
        // Fine colour matters in a thumbnail only at high quality; 4:2:0 is what cameras write.
        var sampling = quality >= 90 ? SKJpegEncoderDownsample.Downsample444 : SKJpegEncoderDownsample.Downsample420;
        return Encode(image, pixels => pixels.Encode(new SKJpegEncoderOptions(quality, sampling, SKJpegEncoderAlphaOption.Ignore)));
    }

    public static byte[] EncodePng(RgbImage image, int compressionLevel) =>
        Encode(image, pixels => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, compressionLevel)));

    private static byte[] Encode(RgbImage image, Func<SKPixmap, SKData?> encode)
    {
        var rgba = new byte[image.Width * image.Height * 4];
        for (int i = 0, j = 0; j < rgba.Length; i += 3, j += 4)
        {
            image.Pixels.Slice(i, 3).CopyTo(rgba.AsSpan(j));
            rgba[j + 3] = 255;
        }

        fixed (byte* start = rgba)
        {
            using var pixels = new SKPixmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque),
                (nint)start);
            using var data = encode(pixels) ?? throw new InvalidOperationException(
                $"an image of {image.Width}×{image.Height} pixels could not be encoded: not enough memory");
            return data.ToArray();
        }
    }

    private static SKCodec Open(byte* start, ReadOnlySpan<byte> bytes, ImageFormat format)
    {
        // The codec keeps the data alive; the caller keeps the bytes where they are.
        using var data = SKData.Create((nint)start, bytes.Length);
        return SKCodec.Create(data) ?? throw new InvalidDataException($"not a readable {Name(format)}: its header is damaged or cut short");
    }

    private static ExifOrientation Orientation(SKCodec codec) => (ExifOrientation)(int)codec.EncodedOrigin;

    private static SKSizeI Reduced(SKCodec codec, int minimum)
    {
        var full = codec.Info.Size;
        var divisor = 1;
        var shortSide = Math.Min(full.Width, full.Height);
        while (minimum > 0 && divisor < 8 && (shortSide + (2 * divisor) - 1) / (2 * divisor) >= minimum)
        {
            divisor *= 2;
        }

        return divisor == 1 ? full : codec.GetScaledDimensions(1f / divisor);
    }

    private static void Decode(SKCodec codec, SKImageInfo info, Span<byte> pixels, ImageFormat format, DecodeOptions options)
    {
        if (options.AcceptDamaged)
        {
            // Rows that are missing stay black instead of showing an older image.
            pixels.Clear();
        }

        SKCodecResult result;
        fixed (byte* target = pixels)
        {
            result = codec.GetPixels(info, (nint)target);
        }

        var partial = result is SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput;
        if (result != SKCodecResult.Success && !(partial && options.AcceptDamaged))
        {
            throw new InvalidDataException(result == SKCodecResult.IncompleteInput ? $"the {Name(format)} data end early"
                : $"the {Name(format)} data are damaged ({result})");
        }
    }

    /// <summary>Refuses by the plain fields of a header, which Skia would call damaged where they are beyond its own limits.</summary>
    private static void RequireClaimedSize(ReadOnlySpan<byte> bytes, ImageFormat format, DecodeOptions options)
    {
        if (format == ImageFormat.Png && bytes.Length >= 24)
        {
            options.RequireSize(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        }
        else if (format == ImageFormat.Bmp && bytes.Length >= 26 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) >= 40)
        {
            options.RequireSize(Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[18..])),
                Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])));
        }
    }

    // The depth of a sample stands behind width and height in the first chunk.
    private static int PngDepth(ReadOnlySpan<byte> bytes) => bytes.Length > 24 ? bytes[24] : 8;

    private static string Name(ImageFormat format) => format == ImageFormat.WebP ? "WebP" : format.ToString().ToUpperInvariant();
}
