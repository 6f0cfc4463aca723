using System.Formats.Tar;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// Reads a tree of class folders out of an uncompressed tar archive in place, without unpacking it. The layout is that of
/// <see cref="ImageFolder"/>.
/// </summary>
public static class ImageArchive
{
    /// <summary>Lists the images; no pixel is read. The archive stays open as long as the data set lives.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="options">How to read it; null means the defaults.</param>
    /// <exception cref="InvalidDataException">The archive is compressed or damaged, holds no images, or a class has none.</exception>
    public static ImageDataset Load(string path, ImageFolderOptions? options = null)
    {
        options ??= new();
        options.Validate();
        using var stream = File.OpenRead(path);
        RequireUncompressed(stream, path);
        var handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var tree = new FolderTree(Path.GetFileNameWithoutExtension(path), options);
        using var reader = new TarReader(stream);
        try
        {
            while (reader.GetNextEntry() is { } entry)
            {
                var name = entry.Name.Trim('/');
                name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
                if (entry.EntryType is TarEntryType.Directory && name.Length > 0 && name != ".")
                {
                    tree.AddFolder(name);
                }
                else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    var (offset, length) = (entry.DataOffset, entry.Length);
                    tree.AddFile(name, () => new ArchiveContent($"{path}:{name}", handle, offset, length <= Array.MaxLength ? (int)length : throw new InvalidDataException($"{path}:{name} has {length} bytes, too many for an image: take it out of the archive, or give it another ending")));
                }
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: not a readable tar archive: {fault.Message}", fault);
        }

        return tree.Build();
    }

    private static void RequireUncompressed(FileStream stream, string path)
    {
        Span<byte> start = stackalloc byte[2];
        if (stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            throw new InvalidDataException($"{path}: the archive is compressed and cannot be read in place: unpack it with 'gunzip' first");
        }

        stream.Position = 0;
    }
}
