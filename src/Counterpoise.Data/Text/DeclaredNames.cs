using System.Text;

namespace Counterpoise.Data.Text;

/// <summary>Splits a line of KEEL or ARFF at its separators, with quotes and backslashes as Weka writes them.</summary>
internal static class DeclaredNames
{
    /// <summary>Refuses a file that declares two attributes of one name.</summary>
    /// <exception cref="TableFormatException">It does.</exception>
    public static void RequireOnce(string path, IEnumerable<TextColumn> columns)
    {
        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 || g.Key.Length == 0) is { } wrong)
            throw new TableFormatException(path, wrong.Key.Length == 0 ? "an attribute has no name; expected a name for each"
                : $"two attributes are named '{Names.Short(wrong.Key)}'; rename one");
    }

    /// <summary>Splits at commas (and tabs); null is an unquoted <c>?</c>. Gives null when a quote is not closed.</summary>
    public static string?[]? Split(ReadOnlySpan<char> line, bool quotes)
    {
        var fields = new List<string?>();
        var text = new StringBuilder();
        var (quote, wasQuoted) = ('\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0')
            {
                if (c == '\\' && i + 1 < line.Length)
                    text.Append(Unescape(line[++i]));
                else if (c == quote)
                    quote = '\0';
                else
                    text.Append(c);
            }
            else if (quotes && c is '\'' or '"' && text.ToString().AsSpan().Trim().IsEmpty)
            {
                (quote, wasQuoted) = (c, true);
                text.Clear();
            }
            else if (c is ',' || (quotes && c == '\t'))
            {
                fields.Add(Field(text, wasQuoted));
                wasQuoted = false;
            }
            else if (!wasQuoted || !char.IsWhiteSpace(c))
            {
                text.Append(c);
            }
        }

        fields.Add(Field(text, wasQuoted));
        return quote == '\0' ? [.. fields] : null;
    }

    /// <summary>Takes one name, quoted or not, from the front of a declaration.</summary>
    public static string TakeName(ref ReadOnlySpan<char> rest, params ReadOnlySpan<char> stops)
    {
        rest = rest.Trim();
        if (rest.IsEmpty)
            return "";
        if (rest[0] is '\'' or '"')
        {
            var (text, i) = (new StringBuilder(), 1);
            for (; i < rest.Length && rest[i] != rest[0]; i++)
            {
                text.Append(rest[i] == '\\' && i + 1 < rest.Length ? Unescape(rest[++i]) : rest[i]);
            }

            rest = rest[Math.Min(i + 1, rest.Length)..].Trim();
            return text.ToString();
        }

        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]) && !stops.Contains(rest[end]))
        {
            end++;
        }

        var name = rest[..end].ToString();
        rest = rest[end..].Trim();
        return name;
    }

    private static string? Field(StringBuilder text, bool wasQuoted)
    {
        var field = wasQuoted ? text.ToString() : text.ToString().Trim();
        text.Clear();
        return !wasQuoted && field == "?" ? null : field;
    }

    private static char Unescape(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };
}
