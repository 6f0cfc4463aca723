using System.Buffers;

namespace Counterpoise.Vision.Images;

/// <summary>Reads and writes JPEG through libturbojpeg.</summary>
internal static unsafe class JpegFile
{
    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes)
    {
        var (width, height, _) = Header(TurboJpegHandle.Decoder, bytes);
        var orientation = JpegMarkers.Read(bytes).Orientation;
        return OrientationTransform.SwapsSides(orientation)
            ? new(ImageFormat.Jpeg, height, width, orientation)
            : new(ImageFormat.Jpeg, width, height, orientation);
    }

    /// <summary>Decodes and returns the orientation that is still to be applied.</summary>
    public static ExifOrientation Decode(ReadOnlySpan<byte> bytes, DecodeOptions options, RgbImage target)
    {
        var handle = TurboJpegHandle.Decoder;
        var (fullWidth, fullHeight, color) = Header(handle, bytes);
        options.RequireSize(fullWidth, fullHeight);
        var divisor = Divisor(Math.Min(fullWidth, fullHeight), options.MinimumShortSide);
        var width = (fullWidth + divisor - 1) / divisor;
        var height = (fullHeight + divisor - 1) / divisor;
        target.Reset(width, height);
        var markers = JpegMarkers.Read(bytes);
        if (color is TurboJpeg.ColorCmyk or TurboJpeg.ColorYcck)
        {
            DecodeCmyk(handle, bytes, options, target, markers.HasAdobe);
        }
        else
        {
            Decompress(handle, bytes, options, target.Pixels, width, height, 3, TurboJpeg.PixelRgb);
        }

        return markers.Orientation;
    }

    public static byte[] Encode(RgbImage image, int quality)
    {
        var handle = TurboJpegHandle.Encoder;
        byte* jpeg = null;
        nuint size = 0;
        try
        {
            int code;
            fixed (byte* source = image.Pixels)
            {
                // Fine colour matters in a thumbnail only at high quality; 4:2:0 is what cameras write.
                var sampling = quality >= 90 ? TurboJpeg.Sampling444 : TurboJpeg.Sampling420;
                code = TurboJpeg.Compress(handle, source, image.Width, 0, image.Height, TurboJpeg.PixelRgb, ref jpeg, ref size, sampling, quality, 0);
            }

            return code == 0 ? new ReadOnlySpan<byte>(jpeg, checked((int)size)).ToArray() : throw new InvalidOperationException($"JPEG encoding failed: {TurboJpeg.ErrorText(handle)}");
        }
        finally
        {
            TurboJpeg.Free(jpeg);
        }
    }

    private static (int Width, int Height, int Color) Header(TurboJpegHandle handle, ReadOnlySpan<byte> bytes)
    {
        int code, width, height, color;
        fixed (byte* jpeg = bytes)
        {
            code = TurboJpeg.DecompressHeader(handle, jpeg, (nuint)bytes.Length, out width, out height, out _, out color);
        }

        // A file cut short before its frame header counts as tables only and gives no error, but no size either.
        if (width < 1 || height < 1 || (code != 0 && TurboJpeg.ErrorCode(handle) != TurboJpeg.ErrorWarning))
        {
            var text = code == 0 ? "it ends before its size is told" : TurboJpeg.ErrorText(handle);
            TurboJpegHandle.DiscardDecoder();
            throw new InvalidDataException($"not a readable JPEG: {text}");
        }

        return (width, height, color);
    }

    private static int Divisor(int shortSide, int minimum)
    {
        var divisor = 1;
        while (minimum > 0 && divisor < 8 && (shortSide + (2 * divisor) - 1) / (2 * divisor) >= minimum)
        {
            divisor *= 2;
        }

        return divisor;
    }

    private static void Decompress(TurboJpegHandle handle, ReadOnlySpan<byte> bytes, DecodeOptions options, Span<byte> target, int width, int height, int channels, int format)
    {
        int code;
        fixed (byte* jpeg = bytes)
        fixed (byte* pixels = target)
        {
            code = TurboJpeg.Decompress(handle, jpeg, (nuint)bytes.Length, pixels, width, width * channels, height, format, TurboJpeg.LimitScans);
        }

        if (code == 0)
        {
            return;
        }

        var text = TurboJpeg.ErrorText(handle);
        var harmless = TurboJpeg.ErrorCode(handle) == TurboJpeg.ErrorWarning
            && (options.AcceptDamaged || text.Contains("extraneous bytes", StringComparison.Ordinal));
        if (!harmless)
        {
            TurboJpegHandle.DiscardDecoder();
            throw new InvalidDataException($"the JPEG data are damaged: {text}");
        }
    }

    private static void DecodeCmyk(TurboJpegHandle handle, ReadOnlySpan<byte> bytes, DecodeOptions options, RgbImage target, bool inverted)
    {
        var length = target.Width * target.Height * 4;
        var cmyk = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Decompress(handle, bytes, options, cmyk.AsSpan(0, length), target.Width, target.Height, 4, TurboJpeg.PixelCmyk);
            var rgb = target.Pixels;

            // Adobe stores ink inverted: 255 is no ink.
            var flip = inverted ? 255 : 0;
            for (int i = 0, j = 0; i < rgb.Length; i += 3, j += 4)
            {
                var light = 255 - (cmyk[j + 3] ^ flip);
                for (var c = 0; c < 3; c++)
                {
                    rgb[i + c] = (byte)Math.Max(light - ByteMath.MultiplyDivide255(cmyk[j + c] ^ flip, light), 0);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(cmyk);
        }
    }
}
