using System.Buffers;
using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>Reads and writes PNG through libspng.</summary>
internal static unsafe class PngFile
{
    // Text and profile chunks larger than this are no part of a picture.
    private const int ChunkLimit = 64 << 20;

    // struct spng_trns: gray, red, green, blue, count of entries and 256 alphas, rounded up.
    private const int TransparencyBytes = 512;

    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* png = bytes)
        {
            using var context = Open(png, bytes.Length);
            var header = Header(context);
            var orientation = Orientation(context);
            return OrientationTransform.SwapsSides(orientation)
                ? new(ImageFormat.Png, (int)header.Height, (int)header.Width, orientation)
                : new(ImageFormat.Png, (int)header.Width, (int)header.Height, orientation);
        }
    }

    /// <summary>Decodes and returns the orientation that is still to be applied.</summary>
    public static ExifOrientation Decode(ReadOnlySpan<byte> bytes, DecodeOptions options, RgbImage target)
    {
        fixed (byte* png = bytes)
        {
            using var context = Open(png, bytes.Length);
            var header = Header(context);
            options.RequireSize(header.Width, header.Height);
            target.Reset((int)header.Width, (int)header.Height);
            if (options.Alpha != AlphaRule.Drop && HasAlpha(context, header))
            {
                DecodeOver(context, target, options);
            }
            else
            {
                Decode(context, target.Pixels, Spng.FormatRgb8, 0, options);
            }

            return Orientation(context);
        }
    }

    public static byte[] Encode(RgbImage image, int compressionLevel)
    {
        using var context = SpngHandle.Create(Spng.ContextEncoder);
        var header = new Spng.Header { Width = (uint)image.Width, Height = (uint)image.Height, BitDepth = 8, ColorType = Spng.ColorTruecolor };
        Check(Spng.SetOption(context, Spng.OptionEncodeToBuffer, 1));
        Check(Spng.SetOption(context, Spng.OptionCompressionLevel, compressionLevel));
        Check(Spng.SetHeader(context, in header));
        fixed (byte* pixels = image.Pixels)
        {
            Check(Spng.Encode(context, pixels, (nuint)image.Pixels.Length, Spng.FormatPng, Spng.EncodeFinalize));
        }

        var buffer = Spng.GetBuffer(context, out var length, out var error);
        try
        {
            Check(error);
            return new ReadOnlySpan<byte>(buffer, checked((int)length)).ToArray();
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private static SpngHandle Open(byte* png, int length)
    {
        var context = SpngHandle.Create(0);
        _ = Spng.SetChunkLimits(context, ChunkLimit, ChunkLimit);
        _ = Spng.SetBuffer(context, png, (nuint)length);
        return context;
    }

    private static Spng.Header Header(SpngHandle context)
    {
        var code = Spng.GetHeader(context, out var header);
        return code == 0 && header.Width <= int.MaxValue && header.Height <= int.MaxValue
            ? header
            : throw new InvalidDataException($"not a readable PNG: {Spng.ErrorText(code)}");
    }

    private static ExifOrientation Orientation(SpngHandle context) =>
        Spng.GetExif(context, out var exif) == 0
            ? ExifBlock.Orientation(new ReadOnlySpan<byte>(exif.Data, (int)Math.Min(exif.Length, ChunkLimit)))
            : ExifOrientation.Upright;

    private static bool HasAlpha(SpngHandle context, Spng.Header header)
    {
        var transparency = stackalloc byte[TransparencyBytes];
        return header.ColorType is Spng.ColorGrayAlpha or Spng.ColorTruecolorAlpha || Spng.GetTransparency(context, transparency) == 0;
    }

    private static void Decode(SpngHandle context, Span<byte> target, int format, int flags, DecodeOptions options)
    {
        if (options.AcceptDamaged)
        {
            // Rows that are missing stay black instead of showing an older image.
            target.Clear();
        }

        fixed (byte* pixels = target)
        {
            var code = Spng.Decode(context, pixels, (nuint)target.Length, format, flags);
            if (code != 0 && !options.AcceptDamaged)
            {
                throw new InvalidDataException($"the PNG data are damaged: {Spng.ErrorText(code)}");
            }
        }
    }

    private static void DecodeOver(SpngHandle context, RgbImage target, DecodeOptions options)
    {
        var length = target.Width * target.Height * 4;
        var rgba = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Decode(context, rgba.AsSpan(0, length), Spng.FormatRgba8, Spng.DecodeTransparency, options);
            var background = options.Alpha == AlphaRule.OverWhite ? 255 : 0;
            var rgb = target.Pixels;
            for (int i = 0, j = 0; i < rgb.Length; i += 3, j += 4)
            {
                int alpha = rgba[j + 3];
                for (var c = 0; c < 3; c++)
                {
                    rgb[i + c] = (byte)ByteMath.Divide255((rgba[j + c] * alpha) + (background * (255 - alpha)));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgba);
        }
    }

    private static void Check(int code)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"PNG encoding failed: {Spng.ErrorText(code)}");
        }
    }
}
