using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// Reads a tree of class folders out of an archive: a tar in place, without unpacking it; a zip image by image; a tar.gz from a temporary
/// tar, which is gone with the program. The layout is that of <see cref="ImageFolder"/>.
/// </summary>
public static class ImageArchive
{
    // A photograph packs to no less than its size; what unpacks to more than this, or fifty times its size, is made to fill a disk.
    private const long SmallestAllowance = 1L << 32;
    private const int LargestRatio = 50;

    private static readonly string[] s_endings = [".tar", ".zip", ".tar.gz", ".tgz"];

    /// <summary>Whether a path has the ending of an archive that is read.</summary>
    /// <param name="path">The path.</param>
    public static bool IsAt(string path) => Array.Exists(s_endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Lists the images; no pixel is read. The archive stays open as long as the data set lives.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="options">How to read it; null means the defaults.</param>
    /// <exception cref="InvalidDataException">The archive is damaged or encrypted, unpacks to too much, holds no images, or a class has
    /// none.</exception>
    public static ImageDataset Load(string path, ImageFolderOptions? options = null)
    {
        options ??= new();
        options.Validate();
        var stem = Path.GetFileNameWithoutExtension(path);
        var tree = new FolderTree(Path.GetExtension(stem).Equals(".tar", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(stem) : stem, options);
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[2];
        var known = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2;
        stream.Position = 0;
        if (known && start.SequenceEqual("PK"u8))
        {
            AddZip(tree, path);
        }
        else if (known && start[0] == 0x1F && start[1] == 0x8B)
        {
            var temporary = Path.GetTempFileName();
            var handle = Unpack(stream, path, temporary);
            using var unpacked = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            AddTar(tree, unpacked, handle, path);
        }
        else
        {
            AddTar(tree, stream, File.OpenHandle(path, options: FileOptions.RandomAccess), path);
        }

        return tree.Build();
    }

    private static void AddTar(FolderTree tree, Stream stream, SafeFileHandle handle, string path)
    {
        TarHeaders.Check(stream, path);
        using var reader = new TarReader(stream, leaveOpen: true);
        try
        {
            while (reader.GetNextEntry() is { } entry)
            {
                var name = Trimmed(entry.Name);
                if (entry.EntryType is TarEntryType.Directory && name.Length > 0 && name != ".")
                {
                    tree.AddFolder(name);
                }
                else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    var (offset, length) = (entry.DataOffset, entry.Length);
                    tree.AddFile(name, () => new ArchiveContent($"{path}:{name}", handle, offset, Fitting(length, path, name)),
                        () => StartOf(handle, offset, length));
                }
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: not a readable tar archive: {fault.Message}", fault);
        }
    }

    private static void AddZip(FolderTree tree, string path)
    {
        var (archive, entries) = OpenZip(path);
        foreach (var entry in entries)
        {
            var name = Trimmed(entry.FullName.Replace('\\', '/'));
            if (entry.IsEncrypted)
            {
                throw new InvalidDataException($"{path}: {name} is encrypted: unpack the archive with its password first");
            }

            if (entry.FullName.EndsWith('/') && name.Length > 0)
            {
                tree.AddFolder(name);
            }
            else if (name.Length > 0)
            {
                var content = new ZipContent($"{path}:{name}", archive, entry);
                tree.AddFile(name, () => content, content.Start);
            }
        }
    }

    private static (ZipArchive Archive, IReadOnlyList<ZipArchiveEntry> Entries) OpenZip(string path)
    {
        try
        {
            var archive = ZipFile.OpenRead(path);
            return (archive, archive.Entries);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path}: not a readable zip archive: {fault.Message}", fault);
        }
    }

    /// <summary>A tar.gz can only be read from its start, so its tar goes to a temporary file, which is deleted with its handle.</summary>
    private static SafeFileHandle Unpack(FileStream packed, string path, string temporary)
    {
        var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete,
            FileOptions.DeleteOnClose);
        try
        {
            using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var allowance = Math.Max(SmallestAllowance, LargestRatio * packed.Length);
            var buffer = new byte[1 << 16];
            long length = 0;
            while (Read(gzip, buffer, path) is > 0 and var read)
            {
                RandomAccess.Write(handle, buffer.AsSpan(0, read), length);
                length += read;
                if (length > allowance)
                {
                    throw new InvalidDataException(
                        $"{path}: the archive of {packed.Length} bytes unpacks to more than {allowance}: unpack it by hand if it is "
                            + $"genuine");
                }
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int Read(GZipStream gzip, byte[] buffer, string path)
    {
        try
        {
            return gzip.Read(buffer);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path}: not a readable gzip archive: {fault.Message}", fault);
        }
    }

    private static string Trimmed(string name)
    {
        var trimmed = name.Trim('/');
        return trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed;
    }

    private static int Fitting(long length, string path, string name) =>
        length <= Array.MaxLength ? (int)length : throw new InvalidDataException(
            $"{path}:{name} has {length} bytes, too many for an image: take it out of the archive, or give it another ending");

    private static byte[] StartOf(SafeFileHandle handle, long offset, long length)
    {
        var bytes = new byte[Math.Min(length, ForeignImages.SignatureBytes)];
        return bytes[..FileContent.Filled(handle, bytes, offset)];
    }
}
