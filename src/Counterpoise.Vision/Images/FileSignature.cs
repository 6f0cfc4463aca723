namespace Counterpoise.Vision.Images;

/// <summary>What the first bytes of a file say that it is.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Start, ImageFormat Format)[] s_readable =
    [
        ([0xFF, 0xD8, 0xFF], ImageFormat.Jpeg),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], ImageFormat.Png),
        ("BM"u8.ToArray(), ImageFormat.Bmp),
        ("GIF8"u8.ToArray(), ImageFormat.Gif),
        ("II*\0"u8.ToArray(), ImageFormat.Tiff),
        ("MM\0*"u8.ToArray(), ImageFormat.Tiff),
    ];

    private static readonly (byte[] Start, int At, string Name)[] s_foreign =
    [
        ("II+\0"u8.ToArray(), 0, "BigTIFF"),
        ("MM\0+"u8.ToArray(), 0, "BigTIFF"),
        ([0xFF, 0x4F, 0xFF, 0x51], 0, "JPEG 2000"),
        ("jP  "u8.ToArray(), 4, "JPEG 2000"),
        ([0xFF, 0x0A], 0, "JPEG XL"),
        ("JXL "u8.ToArray(), 4, "JPEG XL"),
        ("DICM"u8.ToArray(), 128, "DICOM"),
        ("8BPS"u8.ToArray(), 0, "Photoshop"),
        ([0x93, .. "NUMPY"u8], 0, "NumPy"),
        ("%PDF"u8.ToArray(), 0, "PDF"),
        ("<svg"u8.ToArray(), 0, "SVG"),
        ("<!DOCTYPE html"u8.ToArray(), 0, "HTML"),
        ("<html"u8.ToArray(), 0, "HTML"),
    ];

    /// <summary>The format, or null if it is none that can be read.</summary>
    public static ImageFormat? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, format) in s_readable)
        {
            if (bytes.StartsWith(start))
            {
                return format;
            }
        }

        return bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? ImageFormat.WebP : null;
    }

    /// <summary>The name of a known format that cannot be read, or null.</summary>
    public static string? Foreign(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
        {
            return bytes[8..].StartsWith("avif"u8) || bytes[8..].StartsWith("avis"u8) ? "AVIF" : "HEIC";
        }

        foreach (var (start, at, name) in s_foreign)
        {
            if (bytes.Length > at && bytes[at..].StartsWith(start))
            {
                return name;
            }
        }

        return null;
    }
}
