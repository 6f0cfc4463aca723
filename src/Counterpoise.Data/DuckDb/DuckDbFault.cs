using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Counterpoise.Data.DuckDb;

/// <summary>What DuckDB refuses, by the parts that it gives where <c>errors_as_json</c> is set.</summary>
/// <param name="Kind">Its kind, such as <c>Conversion</c>; of what the library below throws, <c>Invalid</c>.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Position">The place in the query, in bytes of UTF-8 from 0; null where it is none.</param>
internal sealed record DuckDbFault(string Kind, string Text, int? Position)
{
    /// <summary>An exception of the C++ library that reads the file: its text names C++ types.</summary>
    private const string Foreign = "Invalid";

    /// <summary>Where DuckDB begins to advise its own options, which nobody can give here.</summary>
    private static readonly string[] Advice = ["\n\n", "Try increasing 'sample_size'"];

    /// <summary>Whether the query asked for what it may not read.</summary>
    public bool IsForbidden => Kind == "Permission";

    /// <summary>Whether the memory that it was given is not enough.</summary>
    public bool IsOutOfMemory => Kind == "Out of Memory";

    public static DuckDbFault Of(DuckDBException refusal)
    {
        // Where its parser refuses, DuckDB puts a word before the document.
        var start = refusal.Message.IndexOf('{', StringComparison.Ordinal);
        if (start < 0 || Document(refusal.Message[start..]) is not { } document)
        {
            return new(refusal.ErrorType.ToString(), refusal.Message.Trim(), null);
        }

        using (document)
        {
            return new(Part(document, "exception_type") ?? "", (Part(document, "exception_message") ?? refusal.Message).Trim(),
                int.TryParse(Part(document, "position"), CultureInfo.InvariantCulture, out var position) ? position : null);
        }
    }

    /// <summary>The fault as one of a file, which is called by its name.</summary>
    public string OfFile(string path)
    {
        if (Kind == Foreign)
        {
            return "the file is damaged: what it holds cannot be decoded";
        }

        var end = Advice.Select(a => Text.IndexOf(a, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(Text.Length).Min();
        return Text[..end].Trim().Replace(Path.GetFullPath(path), Path.GetFileName(path), StringComparison.Ordinal);
    }

    /// <summary>The fault as one of a query, with the place and its line.</summary>
    /// <param name="query">The query.</param>
    /// <param name="before">Bytes before the query in what DuckDB was given.</param>
    public string OfQuery(string query, int before)
    {
        var bytes = Encoding.UTF8.GetBytes(query);
        if (Position - before is not { } position || position < 0 || position > bytes.Length)
        {
            return Text;
        }

        var passed = Encoding.UTF8.GetString(bytes.AsSpan(0, position));
        var line = passed.Count(c => c == '\n') + 1;
        var column = passed.Length - passed.LastIndexOf('\n');
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {Text}");
    }

    private static string? Part(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var part) ? part.GetString() : null;

    private static JsonDocument? Document(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
