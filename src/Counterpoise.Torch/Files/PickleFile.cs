namespace Counterpoise.Torch.Files;

/// <summary>
/// Reads what PyTorch's <c>torch.save</c> writes (<c>.pth</c>, <c>.pt</c>): the zip format since 1.6 and the legacy format before it.
/// No Python is run: anything but tensors, containers, numbers and texts is refused by name.
/// </summary>
/// <remarks>Reference: torch/serialization.py of PyTorch 1.13; strides, storage offsets and shared storages are honoured.</remarks>
public static class PickleFile
{
    /// <summary>Opens a file and reads its structure.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged, or holds something else than tensors, containers, numbers and
    /// texts.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorArchive Open(string path) => WeightStream.Open(path, file =>
    {
        Span<byte> start = stackalloc byte[2];
        file.ReadExactly(start);
        file.Position = 0;
        var root = start.SequenceEqual("PK"u8) ? ZipPickle.Read(file, path) : LegacyPickle.Read(file, path);
        return new TensorArchive(path, file, PickleTensors.Collect(root, path, file.Length), root: root);
    });

    /// <summary>Reads all tensors of a file by name; they belong to the current dispose scope or to the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensors are to live; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the reading between two tensors.</param>
    /// <exception cref="WeightFileException">The file is damaged, or holds something else than tensors, containers, numbers and
    /// texts.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, Tensor> Load(string path, Device? device = null, CancellationToken cancellationToken = default)
    {
        using var archive = Open(path);
        return archive.ToTensors(device, cancellationToken);
    }
}
