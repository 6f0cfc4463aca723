using System.IO.Compression;

namespace Counterpoise.Torch.Files;

/// <summary>Reads NumPy's <c>.npz</c>: a zip archive of <c>.npy</c> records, stored or deflated.</summary>
public static class NpzFile
{
    // Weights hardly deflate: what expands more would only serve to take memory, as storages of a .pth that are viewed again and again.
    private const long MaximumExpansion = 16;
    private const long ExpansionAllowance = 16 << 20;

    /// <summary>Opens a file; a tensor's name is its record's without <c>.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds something else than arrays of numbers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorArchive Open(string path) => WeightStream.Open(path, file =>
    {
        var archive = ZipDirectory.Open(file, path);
        var tensors = new OrderedDictionary<string, StoredTensor>();
        var bytes = 0L;
        foreach (var entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
                throw new WeightFileException(path, $"record '{entry.FullName}'", "records that end in .npy");
            var record = new ZipRecord(entry, path, file.Length);
            bytes += record.Length;
            if (bytes > (MaximumExpansion * file.Length) + ExpansionAllowance)
                throw new WeightFileException(path, $"records of {bytes} bytes and more in a file of {file.Length}",
                    $"at most {MaximumExpansion} times the file and {ExpansionAllowance} bytes: save them without compression");
            if (!tensors.TryAdd(entry.FullName[..^4], Array(entry, record, path)))
                throw new WeightFileException(path, $"record '{entry.FullName}' twice", "each name once");
        }

        return new TensorArchive(path, file, tensors);
    });

    /// <summary>Reads all tensors of a file by name; they belong to the current dispose scope or to the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensors are to live; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the reading between two tensors.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds something else than arrays of numbers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, Tensor> Load(string path, Device? device = null, CancellationToken cancellationToken = default)
    {
        using var archive = Open(path);
        return archive.ToTensors(device, cancellationToken);
    }

    private static StoredTensor Array(ZipArchiveEntry entry, ZipRecord record, string path)
    {
        using var stream = ZipDirectory.OpenRecord(entry, path);
        var header = NpyHeader.Read(stream, path);
        var data = new ByteSlice(record, header.ByteLength, record.Length - header.ByteLength);
        return NpyFile.View(header, data, path, $"record '{entry.FullName}'");
    }
}
