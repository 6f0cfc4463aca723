using System.Buffers.Binary;

namespace Counterpoise.Torch.Files;

/// <summary>Opens a weight file of any format that is read here; the format is told by the content, not by the name.</summary>
public static class WeightFile
{
    /// <summary>Opens a <c>.safetensors</c>, <c>.pth</c> (zip or legacy), <c>.npy</c> or <c>.npz</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is of no known format, damaged, or holds what is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorArchive Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Span<byte> start = stackalloc byte[9];
        using (var file = File.OpenRead(path))
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("PK"u8))
            return HasPickle(path) ? PickleFile.Open(path) : NpzFile.Open(path);
        if (NpyHeader.IsMagic(start))
            return NpyFile.Open(path);
        if (start.Length == 9 && start[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.MaximumBytes)
            return SafetensorsFile.Open(path);
        if (start.Length > 1 && start[0] == 0x80)
            return PickleFile.Open(path);
        throw new WeightFileException(path, start.IsEmpty ? "an empty file" : $"the first bytes {Convert.ToHexString(start)}",
            "a .safetensors, .pth, .npy or .npz file");
    }

    /// <summary>Reads all tensors of a file by name; they belong to the current dispose scope or to the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensors are to live; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the reading between two tensors.</param>
    /// <exception cref="WeightFileException">The file is of no known format, damaged, or holds what is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, Tensor> Load(string path, Device? device = null, CancellationToken cancellationToken = default)
    {
        using var archive = Open(path);
        return archive.ToTensors(device, cancellationToken);
    }

    private static bool HasPickle(string path)
    {
        using var file = File.OpenRead(path);
        return ZipDirectory.Open(file, path).Entries.Any(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal));
    }
}
