using System.Text.Json;
using Counterpoise.Files;

namespace Counterpoise.Serving.Models;

/// <summary>
/// Remembers in the models folder which version was swapped in, so that a server that was killed serves it again. The file is replaced
/// whole.
/// </summary>
internal sealed class ServedState(string folder)
{
    private const string Name = "served.json";

    private string File => Path.Combine(folder, Name);

    /// <summary>The path of the version that was swapped in last; null where none was, or it is another file by now.</summary>
    public string? Read()
    {
        try
        {
            if (!System.IO.File.Exists(File)) return null;
            var kept = JsonSerializer.Deserialize<Kept>(System.IO.File.ReadAllText(File));
            return kept is not null && new RootedFolder(folder).Find(kept.Model) is { } path
                && System.IO.File.Exists(ServedModels.FileOf(path))
                && ServedModels.VersionOf(ServedModels.FileOf(path)) == kept.Version ? path : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Remembers a version, or with null the model that the server was started with.</summary>
    public void Write(string? path, string version)
    {
        if (path is null) System.IO.File.Delete(File);
        else AtomicFile.WriteText(File, JsonSerializer.Serialize(new Kept(Path.GetRelativePath(folder, path), version)));
    }

    private sealed record Kept(string Model, string Version);
}
