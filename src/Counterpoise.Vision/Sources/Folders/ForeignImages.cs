using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>Tells files that are images, but not by a name that is read, from what merely lies beside images.</summary>
public static class ForeignImages
{
    /// <summary>Bytes at the start of a file that tell its format.</summary>
    internal const int SignatureBytes = 160;

    private static readonly HashSet<string> s_endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2", ".j2k", ".jpx", ".dcm", ".dicom", ".npy", ".raw", ".dng", ".cr2", ".cr3",
            ".nef", ".arw",
        ".orf", ".rw2", ".psd", ".svg", ".tga", ".pgm", ".ppm", ".pbm", ".pnm", ".exr", ".hdr", ".svs", ".ndpi", ".czi", ".nd2", ".mha",
            ".nii",
    };

    private static readonly HashSet<string> s_companions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".md", ".html", ".pdf", ".db", ".ini", ".py", ".ipynb", ".xlsx", ".zip",
            ".gz", ".mp4", ".mov",
    };

    /// <summary>What format a file that is not read is of, by its ending or else by its first bytes; null where it is no image.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="start">Gives its first bytes, as far as they are needed.</param>
    public static string? Reason(string path, Func<byte[]> start)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(start);
        var ending = Path.GetExtension(path);
        if (s_endings.Contains(ending))
        {
            return ending[1..].ToUpperInvariant();
        }

        if (s_companions.Contains(ending))
        {
            return null;
        }

        var bytes = start();
        return ImageCodec.Identify(bytes) is { } format
            ? $"{format.ToString().ToUpperInvariant()} {(ending.Length == 0 ? "without an ending" : $"called *{ending}")}"
            : FileSignature.Foreign(bytes) is { } name and not ("PDF" or "HTML") ? name : null;
    }

    /// <summary>The first bytes of a file; none where it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static byte[] StartOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var bytes = new byte[SignatureBytes];
            return bytes[..FileContent.Filled(file, bytes, 0)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
