using System.IO.Compression;
using System.Text;

namespace Counterpoise.Vision.Sources;

/// <summary>The file of a table of images: <c>.csv</c> or <c>.tsv</c>, also packed as <c>.csv.gz</c> or <c>.tsv.gz</c>.</summary>
public static class ManifestFile
{
    // 4 million lines of 128 characters: what a packed file expands to is bounded, whatever it claims.
    private const int MostBytes = 512 << 20;

    // Characters in which the first two lines end: a packed line may expand without end.
    private const int LongestStart = 1 << 20;

    /// <summary>Whether a path has the ending of a table of images; the file need not be there.</summary>
    /// <param name="path">A path.</param>
    public static bool Is(string path) => Ending(path) is ".CSV" or ".TSV";

    /// <summary>The name of the file without its folder and endings.</summary>
    /// <param name="path">A path.</param>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(Unpacked(path));

    /// <summary>Whether its fields stand between tabs, by its ending.</summary>
    internal static bool IsTabbed(string path) => Ending(path) == ".TSV";

    /// <summary>Whether it is packed.</summary>
    internal static bool IsPacked(string path) => Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Its first two lines, empty where there are none or the file cannot be unpacked, which is reported when it is read.
    /// </summary>
    internal static (string Names, string First) FirstLines(string path)
    {
        using var reader = IsPacked(path)
            ? new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8) : File.OpenText(path);
        var start = new char[LongestStart];
        int held;
        try
        {
            held = reader.ReadBlock(start);
        }
        catch (InvalidDataException)
        {
            return ("", "");
        }

        using var lines = new StringReader(new string(start, 0, held));
        return (lines.ReadLine() ?? "", lines.ReadLine() ?? "");
    }

    /// <summary>Its whole text.</summary>
    /// <exception cref="InvalidDataException">It expands to more than a table of images has.</exception>
    internal static string Read(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int n; (n = Next(path, packed, buffer)) > 0;)
        {
            text.Write(buffer, 0, n);
            if (text.Length > MostBytes)
            {
                throw new InvalidDataException($"{path} expands to more than {MostBytes >> 20} MB; a table of images has at most that");
            }
        }

        text.Position = 0;
        using var reader = new StreamReader(text, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static int Next(string path, GZipStream packed, byte[] buffer)
    {
        try
        {
            return packed.Read(buffer);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path} cannot be unpacked: {fault.Message}", fault);
        }
    }

    private static string Ending(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(Unpacked(path)).ToUpperInvariant();
    }

    private static string Unpacked(string path) => IsPacked(path) ? path[..^".gz".Length] : path;
}
