using System.Buffers.Binary;
using System.Text.Json;
using Counterpoise.Files;

namespace Counterpoise.Torch.Files;

/// <summary>
/// Reads and writes safetensors: eight bytes with the length of a JSON header, the header, then the elements. The header is checked
/// before any memory is taken for what it claims: names once, no gap, no overlap, sizes that fit shapes, nothing left over.
/// </summary>
/// <remarks>Reference: the format description at https://github.com/huggingface/safetensors.</remarks>
public static class SafetensorsFile
{
    // The reference pads the header so that the elements start at a multiple of eight bytes.
    private const int Alignment = 8;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds an element type that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorArchive Open(string path) => WeightStream.Open(path, file =>
    {
        var length = file.Length;
        Span<byte> prefix = stackalloc byte[8];
        if (length < prefix.Length)
            throw new WeightFileException(path, $"{length} bytes", "a safetensors file, which has at least 8");
        file.ReadExactly(prefix);
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafetensorsHeader.MaximumBytes || headerBytes > (ulong)(length - 8))
            throw new WeightFileException(path, $"a header of {headerBytes} bytes in a file of {length}",
                $"at most {Math.Min(length - 8, SafetensorsHeader.MaximumBytes)}: the file is cut short or not of this format");

        var json = new byte[headerBytes];
        file.ReadExactly(json);
        var start = 8 + (long)headerBytes;
        var header = SafetensorsHeader.Parse(json, length - start, path);
        var tensors = new OrderedDictionary<string, StoredTensor>();
        foreach (var (name, type, shape, begin, end) in header.Entries)
            tensors.Add(name, new StoredTensor(new FileRange(file, start + begin, end - begin), type, shape));
        return new TensorArchive(path, file, tensors, header.Metadata);
    });

    /// <summary>A text beside the tensors of a file, such as what kind of model it is.</summary>
    /// <param name="path">The file; it need not be there.</param>
    /// <param name="name">The text's name.</param>
    /// <returns>The text; null for what is not there, cannot be read, is no safetensors file, or has no such text.</returns>
    public static string? TextOf(string path, string name)
    {
        if (!Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
            return null;
        try
        {
            using var archive = Open(path);
            return archive.Metadata.GetValueOrDefault(name);
        }
        catch (Exception fault) when (fault is WeightFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads all tensors of a file by name; they belong to the current dispose scope or to the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensors are to live; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the reading between two tensors.</param>
    /// <exception cref="WeightFileException">The file is damaged or holds an element type that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, Tensor> Load(string path, Device? device = null, CancellationToken cancellationToken = default)
    {
        using var archive = Open(path);
        return archive.ToTensors(device, cancellationToken);
    }

    /// <summary>Writes tensors, whole or not at all. Equal content gives equal bytes.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="tensors">The tensors by name, from any device and in any layout.</param>
    /// <param name="metadata">Texts to keep beside them, or null.</param>
    /// <param name="flushToDisk">Whether the file is on the disk when this returns, so that it outlives a power failure; a killed process
    /// it outlives anyway. Default true.</param>
    /// <param name="cancellationToken">Ends the writing; the target is then untouched.</param>
    /// <exception cref="ArgumentException">A tensor is called <c>__metadata__</c>, or the header would be above the format's 100
    /// MB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null,
        bool flushToDisk = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Save(path, tensors.ToDictionary(t => t.Key, t => StoredTensor.Of(t.Value), StringComparer.Ordinal), metadata, flushToDisk,
            cancellationToken);
    }

    /// <summary>Writes tensors, whole or not at all. Equal content gives equal bytes.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts to keep beside them, or null.</param>
    /// <param name="flushToDisk">Whether the file is on the disk when this returns, so that it outlives a power failure; a killed process
    /// it outlives anyway. Default true.</param>
    /// <param name="cancellationToken">Ends the writing; the target is then untouched.</param>
    /// <exception cref="ArgumentException">A tensor is called <c>__metadata__</c>, or the header would be above the format's 100
    /// MB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, StoredTensor> tensors, IReadOnlyDictionary<string,
        string>? metadata = null, bool flushToDisk = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.ContainsKey("__metadata__"))
            throw new ArgumentException("found a tensor named '__metadata__', which the format keeps for texts: rename it",
                nameof(tensors));

        // Large elements first, as the reference does: every tensor is then aligned to its element size.
        var ordered = tensors.OrderByDescending(t => t.Value.Type.Size()).ThenBy(t => t.Value.Type)
            .ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        var header = Header(ordered, metadata);
        if (header.Length > SafetensorsHeader.MaximumBytes)
            throw new ArgumentException(
                $"found names and texts of {header.Length} bytes, expected at most {SafetensorsHeader.MaximumBytes}", nameof(tensors));
        AtomicFile.Write(path, stream =>
        {
            Span<byte> prefix = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (var (_, tensor) in ordered)
                tensor.WriteTo(stream, cancellationToken);
        }, flushToDisk);
    }

    private static byte[] Header(List<KeyValuePair<string, StoredTensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(key, text);
                json.WriteEndObject();
            }

            var offset = 0L;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsHeader.NameOf(tensor.Type));
                WriteIntegers(json, "shape", tensor.Shape);
                WriteIntegers(json, "data_offsets", [offset, offset += tensor.ByteCount]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteIntegers(Utf8JsonWriter json, string name, IReadOnlyList<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
