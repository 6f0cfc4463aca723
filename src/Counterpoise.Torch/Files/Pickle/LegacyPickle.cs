using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Counterpoise.Torch.Files;

/// <summary>
/// The format before PyTorch 1.6: five pickles (magic number, version, system, the object, the storages' keys), then each storage as a
/// count and its elements.
/// </summary>
internal static class LegacyPickle
{
    private const long ProtocolVersion = 1001;
    private static readonly BigInteger s_magic = BigInteger.Parse("01950a86a20f9469cfc6c", NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    public static object? Read(FileStream file, string path)
    {
        var input = new PickleInput(file, file.Length, path);
        if (!Equals(new Unpickler(input, null).Load(), s_magic))
            throw new WeightFileException(path, "a pickle without PyTorch's magic number", "what torch.save writes");
        var version = new Unpickler(input, null).Load();
        if (!Equals(version, ProtocolVersion))
            throw new WeightFileException(path, $"format version {version}", $"{ProtocolVersion}");
        if (new Unpickler(input, null).Load() is not OrderedDictionary<object,
            object?> system || !system.TryGetValue("little_endian", out var little) || little is not true)
            throw new WeightFileException(path, "another byte order", "little_endian: True");

        var storages = new StorageTable(path, file.Length);
        var root = new Unpickler(input, storages.Resolve).Load();
        if (new Unpickler(input, null).Load() is not List<object?> keys)
            throw new WeightFileException(path, "no list of storages after the object", "one");
        Place(file, input.Position, keys, storages, path);
        return root;
    }

    private static void Place(FileStream file, long position, List<object?> keys, StorageTable storages, string path)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var key in keys)
        {
            if (storages.Find(key) is not { IsPlaced: false } storage)
                throw new WeightFileException(path, "a storage that no tensor uses or that comes twice", "each storage once");
            file.Position = position;
            file.ReadExactly(bytes);
            var count = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            if (count != storage.Count || storage.Length > file.Length - position - bytes.Length)
                throw new WeightFileException(path,
                    $"storage '{key}' of {count} elements with {file.Length - position - bytes.Length} bytes left",
                    $"{storage.Count} elements of {storage.Type}: the file is cut short or damaged");
            storage.Place(new FileRange(file, position + bytes.Length, storage.Length), path);
            position += bytes.Length + storage.Length;
        }

        if (storages.All.FirstOrDefault(s => !s.IsPlaced) is { } missing)
            throw new WeightFileException(path, $"no elements for storage '{missing.Key}'", "each storage once");
        if (position != file.Length)
            throw new WeightFileException(path, $"{file.Length - position} bytes after the last storage", "the file's end");
    }
}
