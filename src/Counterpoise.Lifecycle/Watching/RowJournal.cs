using System.Globalization;
using System.Text;
using Counterpoise.Files;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>
/// What standard input gave since the state was last saved: a pipe gives its text once, and a process that is killed has lost what it read
/// but did not write down. Text is written as it comes, before a row of it is looked at. The file is a line with the number of rows before,
/// the header, and the text.
/// </summary>
internal sealed class RowJournal : IDisposable
{
    private readonly string _path;
    private readonly List<(long Last, string Text)> _batches = [];
    private string _header = "";
    private FileStream? _file;

    public RowJournal(string path) => _path = path;

    /// <summary>Rows before, and the text that was read; null where there is none.</summary>
    public static (long Before, string Text)? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && long.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? (before, text[(end + 1)..]) : null;
    }

    /// <summary>Begins anew behind so many rows.</summary>
    public void Begin(long before)
    {
        _batches.Clear();
        Rewrite(before, "");
    }

    /// <summary>Text as it was read.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        _file!.Write(Encoding.UTF8.GetBytes(text.ToArray()));
        // Out of this process; the system keeps it when the process is killed.
        _file.Flush();
    }

    /// <summary>The header, which stays at the head of the file.</summary>
    public void Header(string text) => _header = text;

    /// <summary>Whole rows, of which the last has this number.</summary>
    public void Batch(long last, string text) => _batches.Add((last, text));

    /// <summary>Leaves out rows up to this one, where that is a whole batch.</summary>
    public void Trim(long saved, string pending)
    {
        var gone = _batches.TakeWhile(b => b.Last <= saved).ToList();
        if (gone.Count == 0)
            return;
        _batches.RemoveRange(0, gone.Count);
        Rewrite(gone[^1].Last, pending);
    }

    public void Dispose() => _file?.Dispose();

    private void Rewrite(long before, string pending)
    {
        _file?.Dispose();
        AtomicFile.WriteText(_path, string.Concat([before.ToString(CultureInfo.InvariantCulture), "\n", _header,
            .. _batches.Select(b => b.Text), pending]));
        _file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }
}
