using CsvHelper;

namespace Counterpoise.Data.Text;

/// <summary>CSV and TSV: RFC 4180 quoting, any line end, with or without a byte order mark, blank lines passed over.</summary>
internal sealed class DelimitedSource : ITextSource
{
    private readonly CsvReaderOptions _options;

    public DelimitedSource(string path, TableReadOptions options)
    {
        Path = path;
        _options = new CsvReaderOptions
        {
            HasHeader = options.HasHeader,
            Separator = options.Separator ?? (System.IO.Path.GetExtension(path).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : null),
            TrackLineNumbers = true,
            Encoding = options.Encoding,
        };
        using var reader = CsvReader.FromFile(path, _options);
        Columns = options.HasHeader ? Named([.. reader.Headers]) : Numbered(reader);
    }

    public string Path { get; }

    public IReadOnlyList<TextColumn> Columns { get; }

    public string? Target => null;

    public IEnumerable<TextRow> Rows()
    {
        var malformed = new Dictionary<long, CsvMalformedReason>();
        using var reader = CsvReader.FromFile(Path, _options with { OnMalformedRecord = m => malformed[m.LineNumber] = m.Reason });
        while (reader.Read())
        {
            var fields = new string?[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(i);
            }

            yield return new TextRow(reader.LineNumber, fields, malformed.Count > 0 && malformed.Remove(reader.LineNumber, out var reason) ? Describe(reason) : null);
        }
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote stands inside an unquoted field; quote the field and double the quote",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quote; double the quotes inside a quoted field",
        CsvMalformedReason.UnterminatedQuote => "a quoted field is never closed and runs to the end of the file",
        _ => $"the quoting is broken ({reason})",
    };

    private List<TextColumn> Named(string[] headers)
    {
        if (headers.Length == 0)
            throw new TableFormatException(Path, "the file is empty; expected a line of column names and rows");
        var names = headers.Select((name, i) => string.IsNullOrWhiteSpace(name) ? $"column{i + 1}" : name.Trim()).ToArray();
        return names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new TableFormatException(Path, $"line 1: two columns are named '{twice.Key}' (columns {string.Join(" and ", names.Index().Where(n => n.Item == twice.Key).Select(n => n.Index + 1))}); rename one")
            : [.. names.Select(n => new TextColumn(n))];
    }

    private List<TextColumn> Numbered(CsvReader reader) => reader.Read()
        ? [.. Enumerable.Range(0, reader.FieldCount).Select(i => new TextColumn($"x{i}"))]
        : throw new TableFormatException(Path, "the file is empty; expected rows");
}
