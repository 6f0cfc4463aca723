using Counterpoise.Files;

namespace Counterpoise.Torch.Files;

/// <summary>Reads and writes NumPy's <c>.npy</c>: one array, in C or Fortran order, little or big endian, versions 1 to 3.</summary>
/// <remarks>Reference: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
public static class NpyFile
{
    /// <summary>Opens a file; its one tensor is called <c>tensor</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds an element type that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorArchive Open(string path) => WeightStream.Open(path, file =>
    {
        var header = NpyHeader.Read(file, path);
        var start = header.ByteLength;
        return new TensorArchive(path, file, new() { [TensorArchive.Unnamed] =
            View(header, new FileRange(file, start, file.Length - start), path, path) });
    });

    /// <summary>Reads the tensor of a file; it belongs to the current dispose scope or to the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensor is to live; null for the CPU.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds an element type that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor Load(string path, Device? device = null)
    {
        using var archive = Open(path);
        return archive.Tensors[TensorArchive.Unnamed].ToTensor(device);
    }

    /// <summary>Writes one tensor as version 1.0 in C order, whole or not at all; the bytes are those that NumPy writes.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="tensor">The tensor, from any device and in any layout; BFloat16 has no place in this format.</param>
    /// <param name="cancellationToken">Ends the writing; the target is then untouched.</param>
    /// <exception cref="ArgumentException">The element type is BFloat16.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Tensor tensor, CancellationToken cancellationToken = default) =>
        Save(path, StoredTensor.Of(tensor), cancellationToken);

    /// <summary>Writes one tensor as version 1.0 in C order, whole or not at all; the bytes are those that NumPy writes.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="tensor">The tensor; BFloat16 has no place in this format.</param>
    /// <param name="cancellationToken">Ends the writing; the target is then untouched.</param>
    /// <exception cref="ArgumentException">The element type is BFloat16.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, StoredTensor tensor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var header = NpyHeader.Write(tensor.Type, tensor.Dimensions);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            tensor.WriteTo(stream, cancellationToken);
        });
    }

    /// <summary>The array that a header describes over all bytes that follow it.</summary>
    internal static StoredTensor View(NpyHeader header, ByteSource data, string path, string where)
    {
        if (!StoredLayout.TryCountBytes(header.Shape, header.Type, out var bytes, out var fault))
            throw new WeightFileException(path, $"{fault} in {where}", "a shape whose bytes can be counted");
        if (bytes != data.Length)
            throw new WeightFileException(path, $"{data.Length} bytes after the header of {where}",
                $"{bytes} for {header.Type} of shape {StoredLayout.Text(header.Shape)}");
        return new StoredTensor(data, header.Type, header.Shape, header.FortranOrder ? ColumnMajorStrides(header.Shape) : null, 0,
            header.BigEndian);
    }

    private static long[] ColumnMajorStrides(long[] shape)
    {
        var strides = StoredLayout.RowMajorStrides([.. shape.Reverse()]);
        Array.Reverse(strides);
        return strides;
    }
}
