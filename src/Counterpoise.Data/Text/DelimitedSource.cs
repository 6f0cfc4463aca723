using CsvHelper;

namespace Counterpoise.Data.Text;

/// <summary>CSV and TSV: RFC 4180 quoting, any line end, with or without a byte order mark, blank lines passed over.</summary>
internal sealed class DelimitedSource : ITextSource
{
    private readonly TextFile _file;
    private readonly CsvReaderOptions _options;

    public DelimitedSource(TextFile file, TableReadOptions options)
    {
        _file = file;
        _options = new CsvReaderOptions
        {
            HasHeader = options.HasHeader != false,
            Separator = options.Separator ?? (file.Extension is ".TSV" or ".TAB" ? '\t' : null),
            TrackLineNumbers = true,
            Encoding = options.Encoding,
        };
        using var reader = CsvReader.Create(file.Open(), _options);
        Columns = _options.HasHeader ? Headers.Named(Path, [.. reader.Headers], Rows().Select(r => r.Fields), options.HasHeader == true)
            : reader.Read() ? Headers.Numbered(reader.FieldCount)
            : throw new TableFormatException(Path, "the file is empty; expected rows");
    }

    public string Path => _file.Path;

    public IReadOnlyList<TextColumn> Columns { get; }

    public string? Target => null;

    public IEnumerable<TextRow> Rows()
    {
        var malformed = new Dictionary<long, CsvMalformedReason>();
        using var reader = CsvReader.Create(_file.Open(), _options with { OnMalformedRecord = m => malformed[m.LineNumber] = m.Reason });
        while (reader.Read())
        {
            var fields = new string?[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(i);
            }

            yield return new TextRow(reader.LineNumber, fields, malformed.Count > 0 && malformed.Remove(reader.LineNumber, out var reason)
                ? Describe(reason) : null);
        }
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote stands inside an unquoted field; quote the field and double the quote",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quote; double the quotes inside a quoted field",
        CsvMalformedReason.UnterminatedQuote => "a quoted field is never closed and runs to the end of the file",
        _ => $"the quoting is broken ({reason})",
    };
}
