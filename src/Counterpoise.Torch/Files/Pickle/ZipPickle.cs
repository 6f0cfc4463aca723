using System.IO.Compression;

namespace Counterpoise.Torch.Files;

/// <summary>The zip format: <c>name/data.pkl</c>, and one record <c>name/data/key</c> per storage.</summary>
internal static class ZipPickle
{
    private const string Structure = "data.pkl";

    public static object? Read(FileStream file, string path)
    {
        var archive = ZipDirectory.Open(file, path);
        var entry = FindStructure(archive, path);
        var prefix = entry.FullName[..^Structure.Length];
        if (archive.GetEntry(prefix + "constants.pkl") is not null)
            throw new WeightFileException(path, "a TorchScript archive", "weights: save model.state_dict() with torch.save and load that");
        CheckByteOrder(archive.GetEntry(prefix + "byteorder"), path, file.Length);

        var storages = new StorageTable(path, file.Length, storage =>
        {
            var name = $"{prefix}data/{storage.Key}";
            var record = archive.GetEntry(name) ?? throw new WeightFileException(path, $"no record '{name}'",
                "the elements of each storage: the file is damaged");
            storage.Place(new ZipRecord(record, path, file.Length), path);
        });
        var content = ReadWhole(entry, path, file.Length);
        return new Unpickler(new PickleInput(new MemoryStream(content), content.Length, path), storages.Resolve).Load();
    }

    private static ZipArchiveEntry FindStructure(ZipArchive archive, string path)
    {
        var found = archive.Entries.Where(e => e.FullName.EndsWith('/' + Structure, StringComparison.Ordinal)).Take(2).ToList();
        return found.Count == 1 ? found[0] : throw new WeightFileException(path,
            $"a zip archive with {(found.Count == 0 ? "no" : "several")} '{Structure}'", "one, as torch.save writes");
    }

    private static void CheckByteOrder(ZipArchiveEntry? entry, string path, long fileBytes)
    {
        if (entry is not null && !ReadWhole(entry, path, fileBytes).AsSpan().SequenceEqual("little"u8))
            throw new WeightFileException(path, "another byte order", "'little'");
    }

    private static byte[] ReadWhole(ZipArchiveEntry entry, string path, long fileBytes)
    {
        var record = new ZipRecord(entry, path, fileBytes);
        if (record.Length > fileBytes)
            throw new WeightFileException(path, $"record '{entry.FullName}' of {record.Length} bytes in a file of {fileBytes}",
                "a stored record, as torch.save writes");
        var content = new byte[record.Length];
        record.Read(0, content);
        return content;
    }
}
