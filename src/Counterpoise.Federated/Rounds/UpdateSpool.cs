namespace Counterpoise.Federated.Rounds;

/// <summary>
/// Keeps the updates of the round in hand in files until they are joined, so that the server's memory does not grow with its clients: the
/// tensors of an update that was kept are read when they are asked for.
/// </summary>
internal sealed class UpdateSpool(string folder)
{
    private const string State = "state", Extras = "extras";

    /// <summary>Writes an update, and gives back one of which no tensor is in memory.</summary>
    internal ClientUpdate Keep(ClientUpdate update)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Uri.EscapeDataString(update.Client) + ".safetensors");
        StateFile.Save(path, new Dictionary<string, ModelState> { [State] = update.State, [Extras] = update.Extras },
            new Dictionary<string, string>(), CancellationToken.None);
        return update with { State = Later(path, State, update.State), Extras = Later(path, Extras, update.Extras) };
    }

    /// <summary>Removes what was kept.</summary>
    internal void Clear()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ModelState Later(string path, string state, ModelState model) =>
        new([.. model.Entries.Select((entry, at) => entry.Later(() => StateFile.LoadEntry(path, state, at, entry)))]);
}
