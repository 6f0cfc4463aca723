using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Federated.Rounds;

/// <summary>Snapshots in a folder, from which a client comes back after its process has ended.</summary>
/// <param name="folder">The folder.</param>
/// <param name="flushToDisk">Whether they outlive a power failure, too.</param>
internal sealed class FolderSnapshots(string folder, bool flushToDisk) : ISnapshotStore
{
    private const string LabelKey = "labels", Prefix = "round-", Ending = ".safetensors";

    public IReadOnlyCollection<int> Rounds => !Directory.Exists(folder) ? [] :
    [
        .. Directory.GetFiles(folder, Prefix + "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..])
            .Where(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var _))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
    ];

    public ClientSnapshot Read(int round)
    {
        var (states, metadata) = StateFile.Load(FileOf(round));
        return new ClientSnapshot(JsonSerializer.Deserialize<int[]>(metadata[LabelKey])!, states);
    }

    public void Write(int round, ClientSnapshot snapshot)
    {
        Directory.CreateDirectory(folder);
        var metadata = new Dictionary<string, string> { [LabelKey] = JsonSerializer.Serialize(snapshot.Labels) };
        StateFile.Save(FileOf(round), snapshot.Memory, metadata, flushToDisk);
    }

    public void Delete(int round) => File.Delete(FileOf(round));

    private string FileOf(int round) => Path.Combine(folder, FormattableString.Invariant($"{Prefix}{round:D6}{Ending}"));
}
