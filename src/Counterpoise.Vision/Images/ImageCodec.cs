namespace Counterpoise.Vision.Images;

/// <summary>
/// Reads JPEG, PNG and BMP into RGB pixels and writes JPEG and PNG. JPEG goes through libturbojpeg, PNG through libspng.
/// </summary>
/// <remarks>
/// Every format ends as 8-bit RGB: gray is repeated, palettes are looked up, 16 bits keep their upper byte, CMYK is converted
/// as Pillow does (no colour profile), alpha follows <see cref="AlphaRule"/>. Safe for any number of threads.
/// </remarks>
public static class ImageCodec
{
    [ThreadStatic]
    private static RgbImage? t_scratch;

    /// <summary>Finds the format by the first bytes.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The format, or null if it is none that can be read.</returns>
    public static ImageFormat? Identify(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? ImageFormat.Jpeg
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? ImageFormat.Png
        : bytes.StartsWith("BM"u8) ? ImageFormat.Bmp
        : null;

    /// <summary>Reads the header only.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">How the image is called in an error.</param>
    /// <exception cref="UnreadableImageException">The header is corrupt or of a format that cannot be read.</exception>
    /// <exception cref="MissingLibraryException">The codec library is not installed.</exception>
    public static ImageInfo ReadInfo(ReadOnlySpan<byte> bytes, string name = "image")
    {
        try
        {
            return RequireFormat(bytes) switch
            {
                ImageFormat.Jpeg => JpegFile.ReadInfo(bytes),
                ImageFormat.Png => PngFile.ReadInfo(bytes),
                _ => BitmapFile.ReadInfo(bytes),
            };
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableImageException(name, fault.Message, fault);
        }
    }

    /// <summary>Decodes an image into a new <see cref="RgbImage"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <param name="name">How the image is called in an error.</param>
    /// <exception cref="UnreadableImageException">The file is corrupt, cut short, too large or of a format that cannot be read.</exception>
    /// <exception cref="MissingLibraryException">The codec library is not installed.</exception>
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
    /// <exception cref="MissingLibraryException">The codec library is not installed.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, RgbImage target, DecodeOptions? options = null, string name = "image")
    {
        ArgumentNullException.ThrowIfNull(target);
        options ??= DecodeOptions.Default;
        options.Validate();
        try
        {
            var orientation = ExifOrientation.Upright;
            switch (RequireFormat(bytes))
            {
                case ImageFormat.Jpeg:
                    orientation = JpegFile.Decode(bytes, options, target);
                    break;
                case ImageFormat.Png:
                    orientation = PngFile.Decode(bytes, options, target);
                    break;
                default:
                    BitmapFile.Decode(bytes, options, target);
                    break;
            }

            if (options.ApplyOrientation)
            {
                OrientationTransform.Apply(orientation, target, t_scratch ??= new RgbImage());
            }
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableImageException(name, fault.Message, fault);
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
        return JpegFile.Encode(image, quality);
    }

    /// <summary>Writes an image as 8-bit RGB PNG, without loss.</summary>
    /// <param name="image">The image.</param>
    /// <param name="compressionLevel">0 (none) to 9 (smallest).</param>
    public static byte[] EncodePng(RgbImage image, int compressionLevel = 6)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(compressionLevel, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(compressionLevel, 9);
        return PngFile.Encode(image, compressionLevel);
    }

    private static ImageFormat RequireFormat(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new InvalidDataException("the file is empty");
        }

        return Identify(bytes) ?? throw new InvalidDataException($"not a JPEG, PNG or BMP image (first bytes {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}): convert it, or take it out");
    }
}
