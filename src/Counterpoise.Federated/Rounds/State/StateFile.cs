using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Torch.Files;

namespace Counterpoise.Federated.Rounds;

/// <summary>Keeps states in safetensors files, written whole or not at all.</summary>
internal static class StateFile
{
    private const char Separator = '/';
    private const int CurrentFormat = 1;

    /// <summary>Writes states; flushed to the disk they outlive a power failure too, a killed process they outlive anyway.</summary>
    internal static void Save(string path, IReadOnlyDictionary<string, ModelState> states, IReadOnlyDictionary<string, string> metadata,
        bool flushToDisk = true)
    {
        using var scope = torch.NewDisposeScope();
        // A number of order keeps the tensors of a state in the order of the state dict.
        var tensors = states.SelectMany(state => state.Value.Entries.Select((entry, at) =>
            (Key: KeyOf(state.Key, at, entry), Value: ModelState.ToTensor(entry))));
        SafetensorsFile.Save(path, tensors.ToDictionary(t => t.Key, t => t.Value),
            new Dictionary<string, string>(metadata) { [FileFormat.Key] = CurrentFormat.ToString(CultureInfo.InvariantCulture) },
            flushToDisk);
    }

    private static string KeyOf(string state, int at, StateEntry entry) =>
        FormattableString.Invariant($"{state}{Separator}{at:D5}{Separator}{entry.Name}");

    /// <exception cref="InvalidDataException">The file is none of these, or of a later format.</exception>
    internal static (Dictionary<string, ModelState> States, IReadOnlyDictionary<string, string> Metadata) Load(string path)
    {
        using var archive = SafetensorsFile.Open(path);
        FileFormat.Require(path, archive.Metadata, CurrentFormat, "begin the federation anew in another folder");
        using var scope = torch.NewDisposeScope();
        var states = new Dictionary<string, SortedDictionary<string, StateEntry>>();
        foreach (var (key, tensor) in archive.ToTensors())
        {
            var parts = key.Split(Separator, 3);
            if (parts.Length != 3)
            {
                throw new InvalidDataException($"{path}: '{key}' is no tensor of a federated run");
            }

            var entries = states.TryGetValue(parts[0], out var found) ? found : states[parts[0]] = new(StringComparer.Ordinal);
            entries[parts[1]] = ModelState.Entry(parts[2], tensor);
        }

        return (states.ToDictionary(s => s.Key, s => new ModelState([.. s.Value.Values])), archive.Metadata);
    }
}
