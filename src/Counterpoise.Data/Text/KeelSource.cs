using System.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// KEEL .dat: attributes with their range or names, then rows. The class is what @outputs names, else the last attribute.
/// Ranges are not enforced: the published files round them.
/// </summary>
internal sealed class KeelSource : ITextSource
{
    private readonly long _dataLine;
    private readonly TextFile _file;
    private readonly Encoding? _encoding;

    public KeelSource(TextFile file, Encoding? encoding)
    {
        (_file, _encoding) = (file, encoding);
        var path = file.Path;
        var (columns, line, outputs) = (new List<TextColumn>(), 0L, (string?)null);
        foreach (var text in file.Lines(encoding).Select(t => t.Trim()))
        {
            line++;
            if (Starts(text, "@attribute"))
                columns.Add(Attribute(text.AsSpan("@attribute".Length), line));
            else if (Starts(text, "@output"))
                outputs = text.IndexOfAny([' ', '\t']) is var space and >= 0 ? text[space..].Trim() : "";
            else if (Starts(text, "@data"))
                _dataLine = line;
            if (_dataLine > 0)
                break;
        }

        if (_dataLine == 0 || columns.Count == 0)
            throw new TableFormatException(path, "no @attribute or no @data line; expected a KEEL file");
        if (outputs is not null && (outputs.Contains(',') || columns.TrueForAll(c => c.Name != outputs)))
            throw new TableFormatException(path, $"@outputs names '{Names.Short(outputs)}'; expected one attribute of this file");
        DeclaredNames.RequireOnce(path, columns);
        (Columns, Target) = (columns, outputs ?? columns[^1].Name);
    }

    public string Path => _file.Path;

    public IReadOnlyList<TextColumn> Columns { get; }

    public string? Target { get; }

    public IEnumerable<TextRow> Rows()
    {
        var line = 0L;
        foreach (var text in _file.Lines(_encoding))
        {
            if (++line > _dataLine && !string.IsNullOrWhiteSpace(text))
                yield return new TextRow(line, DeclaredNames.Split(text, quotes: false)!);
        }
    }

    private static bool Starts(string text, string keyword) => text.StartsWith(keyword, StringComparison.OrdinalIgnoreCase);

    private TextColumn Attribute(ReadOnlySpan<char> rest, long line)
    {
        var name = DeclaredNames.TakeName(ref rest, '{', '[');
        if (rest.Length > 0 && rest[0] == '{' && rest[^1] == '}')
            return new TextColumn(name, ColumnKind.Categorical,
                [.. DeclaredNames.Split(rest[1..^1], quotes: false)!.Select(n => n ?? "?").Distinct()]);
        if (rest.StartsWith("real", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("integer", StringComparison.OrdinalIgnoreCase))
            return new TextColumn(name, ColumnKind.Numeric);
        return rest.StartsWith("[", StringComparison.Ordinal)
            ? new TextColumn(name, ColumnKind.Numeric)
            : throw new TableFormatException(Path,
                $"line {line}: attribute '{Names.Short(name)}' has type '{Names.Short(rest.ToString())}'; expected real, integer or "
                + $"{{names}}");
    }
}
