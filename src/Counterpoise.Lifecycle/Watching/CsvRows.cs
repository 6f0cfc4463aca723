using CsvHelper;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>The lines of delimited text as they come, the header first.</summary>
internal static class CsvRows
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Files of a folder in the order of their names, of which new ones are waited for where it is followed; or the one file.
    /// </summary>
    public static IEnumerable<string> Files(string path, string? after, bool follow, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            yield return path;
            yield break;
        }

        for (; ; )
        {
            var next = Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f).ToUpperInvariant() is ".CSV" or ".TSV"
                && (after is null || string.CompareOrdinal(Path.GetFileName(f), after) > 0)).Order(StringComparer.Ordinal).FirstOrDefault();
            if (next is not null)
            {
                yield return next;
                after = Path.GetFileName(next);
            }
            else if (!follow)
            {
                yield break;
            }
            else if (cancellationToken.WaitHandle.WaitOne(Pause))
            {
                yield break;
            }
        }
    }

    public static Stream Open(string path, bool follow, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return follow ? new FollowingStream(file, cancellationToken) : file;
    }

    /// <summary>Each record with the line on which it begins.</summary>
    /// <param name="reader">Text.</param>
    /// <param name="separator">The separator of fields; found in the first lines where null, which a stream that is still written may not
    /// have.</param>
    public static IEnumerable<(string[] Cells, long Line)> Read(TextReader reader, char? separator)
    {
        using var csv = CsvReader.Create(reader, new CsvReaderOptions { HasHeader = false, Separator = separator,
            TrackLineNumbers = true }, leaveOpen: true);
        while (csv.Read())
            yield return ([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)], csv.LineNumber);
    }
}
