using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace Counterpoise.Vision.Images;

/// <summary>Reads the first page of a TIFF through LibTiff.NET.</summary>
/// <remarks>Reference: Adobe, "TIFF Revision 6.0".</remarks>
internal static class TiffFile
{
    private const int MostSamples = 8;

    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        return Guarded(copy, tiff =>
        {
            var (width, height) = Size(tiff);
            var orientation = Orientation(tiff);
            return OrientationTransform.SwapsSides(orientation)
                ? new ImageInfo(ImageFormat.Tiff, height, width, orientation)
                : new(ImageFormat.Tiff, width, height, orientation);
        });
    }

    /// <summary>Decodes and returns the orientation that is still to be applied.</summary>
    public static ExifOrientation Decode(ReadOnlySpan<byte> bytes, DecodeOptions options, RgbImage target)
    {
        var copy = bytes.ToArray();
        return Guarded(copy, tiff =>
        {
            var (width, height) = Size(tiff);
            options.RequireSize(width, height);
            var bits = Number(tiff, TiffTag.BITSPERSAMPLE, 1);
            RequireReadable(tiff, bits, options);
            var orientation = Orientation(tiff);
            if (TiffSamples.Takes(tiff, bits))
            {
                TiffSamples.Decode(tiff, bits, width, height, options, target);
            }
            else
            {
                DecodeAny(tiff, width, height, options, target);
            }

            target.SourceBits = bits == 16 ? 16 : 8;
            return orientation;
        });
    }

    private static void DecodeAny(Tiff tiff, int width, int height, DecodeOptions options, RgbImage target)
    {
        var hasAlpha = KeepColorUnderAlpha(tiff);
        tiff.SetField(TiffTag.ORIENTATION, BitMiracle.LibTiff.Classic.Orientation.TOPLEFT);
        var raster = new int[width * height];
        var whole = tiff.ReadRGBAImageOriented(width, height, raster, BitMiracle.LibTiff.Classic.Orientation.TOPLEFT,
            stopOnError: !options.AcceptDamaged);
        if ((!whole || TiffMessages.First is not null) && !options.AcceptDamaged)
        {
            throw new InvalidDataException(
                $"the TIFF data are damaged or of a kind that cannot be read: {TiffMessages.First ?? "they end early"}");
        }

        var pixels = target.ResetWithAlpha(width, height);
        MemoryMarshal.AsBytes(raster.AsSpan()).CopyTo(pixels);
        RgbaPixels.Reduce(pixels, options.Alpha, hasAlpha);
    }

    /// <summary>Has alpha taken for one that colours were multiplied by already, so that they come out as they are stored.</summary>
    private static bool KeepColorUnderAlpha(Tiff tiff)
    {
        if (tiff.GetField(TiffTag.EXTRASAMPLES) is not { Length: > 1 } extra || extra[0].ToInt() == 0)
        {
            return false;
        }

        var kinds = extra[1].ToShortArray();
        var hasAlpha = kinds[0] is (short)ExtraSample.ASSOCALPHA or (short)ExtraSample.UNASSALPHA;
        if (kinds[0] == (short)ExtraSample.UNASSALPHA)
        {
            kinds[0] = (short)ExtraSample.ASSOCALPHA;
            tiff.SetField(TiffTag.EXTRASAMPLES, (short)kinds.Length, kinds);
        }

        return hasAlpha;
    }

    private static T Guarded<T>(byte[] bytes, Func<Tiff, T> read)
    {
        TiffDirectory.RequireInside(bytes);
        TiffMessages.Begin();
        try
        {
            using var tiff = Tiff.ClientOpen("image", "r", bytes, new TiffBytes(bytes))
                ?? throw new InvalidDataException($"not a readable TIFF: {TiffMessages.First ?? "its header is damaged"}");
            return read(tiff);
        }
        catch (Exception fault) when (fault is not (InvalidDataException or OutOfMemoryException))
        {
            // The library reads hostile fields without checking all of them; whatever it trips over is damage of the file.
            throw new InvalidDataException($"the TIFF data are damaged: {TiffMessages.First ?? fault.Message}", fault);
        }
        finally
        {
            TiffMessages.End();
        }
    }

    private static void RequireReadable(Tiff tiff, int bits, DecodeOptions options)
    {
        var samples = Number(tiff, TiffTag.SAMPLESPERPIXEL, 1);
        var kind = (SampleFormat)Number(tiff, TiffTag.SAMPLEFORMAT, (int)SampleFormat.UINT);
        if (bits is not (1 or 2 or 4 or 8 or 16) || kind is not (SampleFormat.UINT or SampleFormat.VOID))
        {
            throw new InvalidDataException(
                $"a TIFF of {bits} bits a sample{(kind == SampleFormat.IEEEFP ? " in floating point" : "")} cannot be read: save it with "
                + $"8 or 16 bits of unsigned integers");
        }

        if (samples is < 1 or > MostSamples)
        {
            throw new InvalidDataException(
                $"a TIFF of {samples} samples a pixel cannot be read: save three of them as red, green and blue");
        }

        var (tileWidth, tileHeight) = (Number(tiff, TiffTag.TILEWIDTH, 1), Number(tiff, TiffTag.TILELENGTH, 1));
        if (tiff.IsTiled())
        {
            options.RequireSize(tileWidth, tileHeight);
        }
    }

    private static (int Width, int Height) Size(Tiff tiff)
    {
        var (width, height) = (Number(tiff, TiffTag.IMAGEWIDTH, 0), Number(tiff, TiffTag.IMAGELENGTH, 0));
        return width > 0 && height > 0 ? (width, height) : throw new InvalidDataException(
            $"not a readable TIFF: its size is {width}×{height}");
    }

    private static ExifOrientation Orientation(Tiff tiff) =>
        Number(tiff, TiffTag.ORIENTATION, 1) is >= 1 and <= 8 and var value ? (ExifOrientation)value : ExifOrientation.Upright;

    internal static int Number(Tiff tiff, TiffTag tag, int absent) => tiff.GetField(tag) is { Length: > 0 } field ? field[0].ToInt()
        : absent;
}
