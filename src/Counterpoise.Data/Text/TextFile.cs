using System.IO.Compression;
using System.Text;

namespace Counterpoise.Data.Text;

/// <summary>
/// A file that is read as a stream, from the start as often as needed: as it is, unpacked from .gz, or the only table of a .zip.
/// </summary>
internal sealed class TextFile
{
    private readonly string? _entry;

    private TextFile(string path, string extension, string? entry) => (Path, Extension, _entry) = (path, extension, entry);

    /// <summary>The file on the disk, as messages name it.</summary>
    public string Path { get; }

    /// <summary>The ending that says the format, in capitals: that of the packed file where there is one.</summary>
    public string Extension { get; }

    /// <summary>Finds out what a path holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">Endings of tables, in capitals.</param>
    /// <exception cref="TableFormatException">A .zip holds no table or several, or is none.</exception>
    public static TextFile At(string path, IReadOnlyCollection<string> formats)
    {
        var ending = Ending(path);
        return ending switch
        {
            ".GZ" => new TextFile(path, Ending(path[..^3]), null),
            ".ZIP" => Zipped(path, formats),
            _ => new TextFile(path, ending, null),
        };
    }

    /// <summary>Opens the file at its start.</summary>
    /// <exception cref="TableFormatException">It cannot be unpacked.</exception>
    public Stream Open()
    {
        var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (_entry is null)
            return Ending(Path) == ".GZ" ? new UnpackedStream(new GZipStream(stream, CompressionMode.Decompress), Path, stream.Length)
                : stream;
        var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        return new UnpackedStream(archive.GetEntry(_entry)!.Open(), Path, stream.Length, archive);
    }

    /// <summary>The lines of the file, decoded.</summary>
    public IEnumerable<string> Lines(Encoding? encoding)
    {
        using var reader = new StreamReader(Open(), encoding ?? Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static TextFile Zipped(string path, IReadOnlyCollection<string> formats)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            // What systems add to an archive of their own accord is no table.
            string[] names = [.. archive.Entries.Select(e => e.FullName)
                .Where(n => !n.EndsWith('/') && !n.StartsWith("__MACOSX/", StringComparison.Ordinal) && !n.Split('/')[^1].StartsWith('.'))];
            string[] tables = [.. names.Where(n => formats.Contains(Ending(n)))];
            // A text beside one table is what people write about it.
            if (tables.Length > 1 && tables.Where(n => Ending(n) != ".TXT").ToArray() is [var alone])
                tables = [alone];
            return tables.Length == 1
                ? new TextFile(path, Ending(tables[0]), tables[0])
                : throw new TableFormatException(path,
                    $"the archive holds "
                    + $"{(tables.Length == 0 ? $"no table ({Names.List(names)})" : $"{tables.Length} tables ({Names.List(tables)})")}; "
                    + $"expected one that ends in {string.Join(", ", formats.Select(f => f.ToLowerInvariant()))}: unpack the archive");
        }
        catch (InvalidDataException fault)
        {
            throw new TableFormatException(path, $"the archive cannot be read: {fault.Message}");
        }
    }

    private static string Ending(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant();
}
