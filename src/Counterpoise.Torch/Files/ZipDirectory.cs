using System.IO.Compression;

namespace Counterpoise.Torch.Files;

/// <summary>Opens zip archives so that every fault of theirs is a <see cref="WeightFileException"/>.</summary>
internal static class ZipDirectory
{
    /// <summary>The archive over an open file, which stays its owner; the directory is read at once.</summary>
    public static ZipArchive Open(FileStream file, string path)
    {
        try
        {
            file.Position = 0;
            var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries;
            return archive;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new WeightFileException(path, $"a damaged zip archive ({e.Message})", "a whole one: fetch or write it again", e);
        }
    }

    /// <summary>The content of a record as a forward stream.</summary>
    public static Stream OpenRecord(ZipArchiveEntry entry, string path)
    {
        try
        {
            return entry.Open();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new WeightFileException(path, $"a damaged record '{entry.FullName}' ({e.Message})",
                "a record as the archive's directory describes it", e);
        }
    }

    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException;
}
