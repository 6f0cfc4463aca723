using System.Globalization;
using System.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// Weka's ARFF: numeric, nominal, string and date attributes, quoted names, comments, dense and sparse rows. In a sparse row
/// what is not named is 0 or the first nominal name, as Weka has it. Weights of instances and relational attributes are refused.
/// </summary>
internal sealed class ArffSource : ITextSource
{
    private readonly long _dataLine;
    private readonly TextFile _file;
    private readonly Encoding? _encoding;

    public ArffSource(TextFile file, Encoding? encoding)
    {
        (_file, _encoding) = (file, encoding);
        var (columns, line) = (new List<TextColumn>(), 0L);
        foreach (var text in file.Lines(encoding).Select(t => t.Trim()))
        {
            line++;
            if (text.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase))
                columns.Add(Attribute(text.AsSpan("@attribute".Length), line));
            else if (text.StartsWith("@data", StringComparison.OrdinalIgnoreCase))
                _dataLine = line;
            if (_dataLine > 0)
                break;
        }

        DeclaredNames.RequireOnce(Path, columns);
        Columns = _dataLine > 0 && columns.Count > 0 ? columns
            : throw new TableFormatException(Path, "no @attribute or no @data line; expected an ARFF file");
    }

    public string Path => _file.Path;

    public IReadOnlyList<TextColumn> Columns { get; }

    public string? Target => null;

    public IEnumerable<TextRow> Rows()
    {
        var line = 0L;
        foreach (var raw in _file.Lines(_encoding))
        {
            var text = raw.Trim();
            if (++line <= _dataLine || text.Length == 0 || text[0] == '%')
                continue;
            yield return text[0] == '{' ? Sparse(text, line) : Dense(text, line);
        }
    }

    private static TextRow Dense(string text, long line) => DeclaredNames.Split(text, quotes: true) is not { } fields
        ? new TextRow(line, [], "a quote is not closed")
        : fields[^1] is ['{', .., '}']
            ? new TextRow(line, [], $"the instance weight {fields[^1]} is not supported; make the weight an attribute")
            : new TextRow(line, fields);

    private TextRow Sparse(string text, long line)
    {
        if (text[^1] != '}')
            return new TextRow(line, [], "a sparse row does not end with '}'; an instance weight after it is not supported");
        var fields = Columns.Select(c => c.Categories is { Length: > 0 } names ? names[0] : "0").ToArray<string?>();
        foreach (var entry in text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = entry.IndexOfAny([' ', '\t']);
            if (space < 0 || !int.TryParse(entry[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                || index >= fields.Length)
                return new TextRow(line, [], $"'{entry}' is not an attribute number below {fields.Length} and a value");
            fields[index] = DeclaredNames.Split(entry.AsSpan(space), quotes: true) is [var value] ? value : null;
        }

        return new TextRow(line, fields);
    }

    private TextColumn Attribute(ReadOnlySpan<char> rest, long line)
    {
        var name = DeclaredNames.TakeName(ref rest, '{');
        if (rest is ['{', .., '}'])
        {
            var names = DeclaredNames.Split(rest[1..^1], quotes: true)
                ?? throw new TableFormatException(Path, $"line {line}: a quote is not closed");
            return names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice
                ? throw new TableFormatException(Path,
                    $"line {line}: attribute '{Names.Short(name)}' names '{Names.Short(twice.Key ?? "?")}' twice; expected each name once")
                : new TextColumn(name, ColumnKind.Categorical, [.. names.Select(n => n ?? "?")]);
        }

        var type = DeclaredNames.TakeName(ref rest);
        return type.ToUpperInvariant() switch
        {
            "NUMERIC" or "REAL" or "INTEGER" => new TextColumn(name, ColumnKind.Numeric),
            "STRING" => new TextColumn(name, ColumnKind.Categorical),
            "DATE" => new TextColumn(name, ColumnKind.Numeric, DateFormat: DeclaredNames.TakeName(ref rest)),
            _ => throw new TableFormatException(Path,
                $"line {line}: attribute '{Names.Short(name)}' has type '{Names.Short(type)}'; expected numeric, real, integer, string, "
                + $"date or {{names}}"),
        };
    }
}
