using System.Runtime.InteropServices;

namespace Counterpoise.Federated.Rounds;

/// <summary>
/// Keeps the updates of the round in hand in files until they are joined, so that the server's memory does not grow with its clients: the
/// tensors of an update that was kept are read when they are asked for.
/// </summary>
/// <remarks>The files end with the round: they are plain numbers, and not flushed to the disk.</remarks>
internal sealed class UpdateSpool(string folder)
{
    /// <summary>Writes an update, and gives back one of which no tensor is in memory.</summary>
    internal ClientUpdate Keep(ClientUpdate update)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Uri.EscapeDataString(update.Client) + ".update");
        using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            foreach (var entry in update.State.Entries.Concat(update.Extras.Entries))
            {
                stream.Write(MemoryMarshal.AsBytes<double>(entry.Values));
            }
        }

        var at = 0L;
        return update with { State = Later(path, update.State, ref at), Extras = Later(path, update.Extras, ref at) };
    }

    /// <summary>Removes what was kept.</summary>
    internal void Clear()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ModelState Later(string path, ModelState model, ref long at)
    {
        var entries = new StateEntry[model.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            // The reader must hold on to places alone, never to the tensor.
            var (start, count) = (at, model.Entries[i].Values.Length);
            entries[i] = model.Entries[i].Later(() => Read(path, start, count));
            at += (long)count * sizeof(double);
        }

        return new ModelState(entries);
    }

    private static double[] Read(string path, long start, int count)
    {
        var values = new double[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        using var file = File.OpenHandle(path);
        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(file, bytes[read..], start + read);
            read += more > 0 ? more : throw new EndOfStreamException($"{path} ends after {start + read} bytes; it was cut off");
        }

        return values;
    }
}
