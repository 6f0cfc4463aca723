namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// The file of audit entries, one a line, to which is only ever added. Callers hold the store's lock while they append. A line that was not
/// written whole, since the process was killed or the disk was full, is no entry: the next one to append cuts it off.
/// </summary>
internal sealed class AuditLog(string path)
{
    /// <summary>Writes bytes at the end; a test lets it fail in the middle.</summary>
    internal Action<FileStream, byte[]> Write { get; init; } = static (file, bytes) =>
    {
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    };

    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Adds one entry after the last whole one.</summary>
    /// <param name="make">Makes the entry from the number and hash of the last one.</param>
    /// <param name="last">Number and hash of the last entry, and the offset at which it ends.</param>
    /// <returns>The entry and the offset at which it ends.</returns>
    public (AuditEntry Entry, long End) Append((long Number, string Hash, long End) last, Func<long, string, AuditEntry> make)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (file.Length > last.End)
            file.SetLength(last.End);
        file.Position = last.End;
        var entry = make(last.Number + 1, last.Hash);
        var bytes = AuditLine.Text(entry);
        try
        {
            Write(file, bytes);
        }
        catch (IOException)
        {
            file.SetLength(last.End);
            throw;
        }

        return (entry, last.End + bytes.Length);
    }

    /// <summary>
    /// The lines from an offset on: the entry, or null where the line is none; and where it ends. A last line without its end is left out.
    /// </summary>
    public IEnumerable<(AuditEntry? Entry, long End)> Read(long from = 0)
    {
        if (!File.Exists(path))
            yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(from, file.Length);
        var (line, end) = (new List<byte>(512), file.Position);
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                end++;
                if (buffer[i] != (byte)'\n')
                {
                    line.Add(buffer[i]);
                    continue;
                }

                yield return (AuditLine.Parse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line)), end);
                line.Clear();
            }
        }
    }
}
