namespace Counterpoise.Torch.Files;

/// <summary>The storages that a pickle refers to, each made once.</summary>
internal sealed class StorageTable(string path, long fileBytes, Action<PickledStorage>? place = null)
{
    private readonly Dictionary<string, PickledStorage> _storages = new(StringComparer.Ordinal);

    public IEnumerable<PickledStorage> All => _storages.Values;

    public PickledStorage? Find(object? key) => key is string text ? _storages.GetValueOrDefault(text) : null;

    /// <summary>
    /// Resolves a persistent id: ('storage', type, key, location, count), in the legacy format with a sixth entry that is None.
    /// </summary>
    public PickledStorage Resolve(object?[] id)
    {
        if (id is not (["storage", ScalarType, string, string, long] or ["storage", ScalarType, string, string, long, null]))
            throw new WeightFileException(path, "a reference that names no storage of tensors",
                "('storage', type, key, location, count); older files are brought up to date by loading and saving them with PyTorch");
        var (type, key, count) = ((ScalarType)id[1]!, (string)id[2]!, (long)id[4]!);
        if (count < 0 || count > fileBytes / type.Size())
            throw new WeightFileException(path, $"storage '{key}' of {count} elements of {type} in a file of {fileBytes} bytes",
                "no more than the file holds: it is cut short or damaged");
        if (!_storages.TryGetValue(key, out var storage))
        {
            _storages.Add(key, storage = new PickledStorage(key, type, count));
            place?.Invoke(storage);
        }

        if (storage.Type != type || storage.Count != count)
            throw new WeightFileException(path, $"storage '{key}' as {count} elements of {type} and as {storage.Count} of {storage.Type}",
                "one description of it");
        return storage;
    }
}
