using Counterpoise.Messages;

namespace Counterpoise.Vision.Images;

/// <summary>
/// Reads JPEG, PNG, BMP, WebP, GIF and TIFF into RGB pixels and writes JPEG and PNG; through Skia, TIFF through LibTiff.NET.
/// </summary>
/// <remarks>
/// Every format ends as 8-bit RGB: gray is repeated, palettes are looked up, 16 bits keep eight
/// (<see cref="DecodeOptions.SixteenBitDepth"/>),
/// CMYK is converted as Pillow does (no colour profile), alpha follows <see cref="AlphaRule"/>. Of an animation or of several pages the
/// first is read. Safe for any number of threads.
/// </remarks>
public static class ImageCodec
{
    [ThreadStatic]
    private static RgbImage? t_scratch;

    /// <summary>The version of the native library behind every format but TIFF.</summary>
    /// <exception cref="TypeInitializationException">The library is not there for this system.</exception>
    public static string NativeVersion => SkiaSharp.SkiaSharpVersion.Native.ToString();

    /// <summary>Finds the format by the first bytes.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The format, or null if it is none that can be read.</returns>
    public static ImageFormat? Identify(ReadOnlySpan<byte> bytes) => FileSignature.Find(bytes);

    /// <summary>Reads the header only.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How the image is called in an error.</param>
    /// <exception cref="UnreadableImageException">The header is corrupt or of a format that cannot be read.</exception>
    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes, string name = "image")
    {
        try
        {
            var format = RequireFormat(bytes);
            return format == ImageFormat.Tiff ? TiffFile.ReadInfo(bytes) : SkiaFile.ReadInfo(bytes, format);
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableImageException(name, Reason(fault), fault);
        }
    }

    /// <summary>Decodes an image into a new <see cref="RgbImage"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <param name="name">How the image is called in an error.</param>
    /// <exception cref="UnreadableImageException">The file is corrupt, cut short, too large or of a format that cannot be read.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes, DecodeOptions? options = null, string name = "image")
    {
        var image = new RgbImage();
        Decode(bytes, image, options, name);
        return image;
    }

    /// <summary>Decodes an image into an existing <see cref="RgbImage"/>, whose buffer is reused.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="target">Receives size and pixels; undefined after an exception.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <param name="name">How the image is called in an error.</param>
    /// <exception cref="UnreadableImageException">The file is corrupt, cut short, too large or of a format that cannot be read.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, RgbImage target, DecodeOptions? options = null, string name = "image")
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= DecodeOptions.Default;
        options.Validate();
        try
        {
            var format = RequireFormat(bytes);
            var orientation = format == ImageFormat.Tiff ? TiffFile.Decode(bytes, options, target)
                : SkiaFile.Decode(bytes, format, options, target);
            if (options.ApplyOrientation)
            {
                OrientationTransform.Apply(orientation, target, t_scratch ??= new RgbImage());
            }
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableImageException(name, Reason(fault), fault);
        }
    }

    /// <summary>Writes an image as JPEG.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 (small) to 100 (faithful); below 90 colour is stored at half resolution.</param>
    public static byte[] EncodeJpeg(RgbImage image, int quality = 85)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return SkiaFile.EncodeJpeg(image, quality);
    }

    /// <summary>Writes an image as 8-bit RGB PNG, without loss.</summary>
    /// <param name="image">The image.</param>
    /// <param name="compressionLevel">0 (none) to 9 (smallest).</param>
    public static byte[] EncodePng(RgbImage image, int compressionLevel = 6)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(compressionLevel, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(compressionLevel, 9);
        return SkiaFile.EncodePng(image, compressionLevel);
    }

    private static ImageFormat RequireFormat(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new InvalidDataException("the file is empty");
        }

        return Identify(bytes) ?? throw new InvalidDataException(
            FileSignature.Foreign(bytes) is { } foreign
                ? $"{foreign} cannot be read: convert it to JPEG, PNG or TIFF, or take it out"
                : $"not a JPEG, PNG, BMP, WebP, GIF or TIFF image (first bytes "
                    + $"{Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}): convert it, or take it out");
    }

    private static Message Reason(InvalidDataException fault) =>
        fault.InnerException is DataMismatchException mismatch ? mismatch.Finding : fault.Message;
}
