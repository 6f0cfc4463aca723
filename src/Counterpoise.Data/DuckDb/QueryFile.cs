using System.Collections.Frozen;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// The text of a query out of a file: one SELECT that calls no table function but those that read tables or count. What a query file is
/// given to do is decided on the syntax tree that DuckDB itself parses, for its table functions write logs and run further SQL as well.
/// </summary>
internal static class QueryFile
{
    /// <summary>
    /// Bytes of a query file that are read: longer ones are no person's work, and a hundred thousand unions end the process.
    /// </summary>
    public const int LimitBytes = 1 << 16;

    // Levels of the syntax tree, of which a sum or a bracket takes two to four.
    private const int LimitDepth = 1024;

    private static readonly string[] JsonEndings = [".json", ".jsonl", ".ndjson"];

    private static readonly FrozenSet<string> TableFunctions = new[]
    {
        "read_csv", "read_csv_auto", "sniff_csv", "read_parquet", "parquet_scan", "read_json", "read_json_auto", "read_ndjson",
            "read_ndjson_auto", "glob", "range", "generate_series", "unnest",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The query, after its checks.</summary>
    /// <exception cref="TableFormatException">It is too long, no single SELECT, calls what it may not, or reads JSON that nests too
    /// deep.</exception>
    public static string Read(DuckDBConnection connection, string path)
    {
        if (new FileInfo(path).Length > LimitBytes)
            throw new TableFormatException(path, $"a query of {new FileInfo(path).Length} bytes; expected at most {LimitBytes}");
        var sql = File.ReadAllText(path);
        using var tree = Parse(connection, sql) ?? throw new TableFormatException(path,
            "the query nests too deep: split it into steps named by WITH");
        if (tree.RootElement.GetProperty("error").GetBoolean())
            throw new TableFormatException(path, $"{tree.RootElement.GetProperty("error_message").GetString()}; expected one SELECT");
        if (tree.RootElement.GetProperty("statements").GetArrayLength() != 1)
            throw new TableFormatException(path,
                $"{tree.RootElement.GetProperty("statements").GetArrayLength()} statements; expected one SELECT");
        foreach (var source in Sources(tree.RootElement))
        {
            if (source.Function is { } function && !TableFunctions.Contains(function))
                throw new TableFormatException(path,
                    $"a query in a file may not call {function}; expected table functions of "
                    + $"{string.Join(", ", TableFunctions.Order(StringComparer.Ordinal))}");
            foreach (var file in source.Texts.SelectMany(text => Files(connection, source.Function, text)))
            {
                JsonNesting.Require(file);
            }
        }

        Bind(connection, path, sql);
        return sql;
    }

    /// <summary>Looks the query's names up, so that one that is unknown is told with its place in the query as it is written.</summary>
    private static void Bind(DuckDBConnection connection, string path, string sql)
    {
        const string describe = "DESCRIBE ";
        try
        {
            connection.Execute(describe + sql);
        }
        catch (DuckDBException refusal)
        {
            var fault = DuckDbFault.Of(refusal);
            if (fault.IsForbidden)
            {
                throw;
            }

            throw new TableFormatException(path, fault.OfQuery(sql, describe.Length));
        }
    }

    /// <summary>The syntax tree of a query as DuckDB tells it; null where it is deeper than is walked here.</summary>
    private static JsonDocument? Parse(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql(CAST(? AS VARCHAR))";
        command.Parameters.Add(new DuckDBParameter(sql));
        try
        {
            return JsonDocument.Parse((string)command.ExecuteScalar()!, new JsonDocumentOptions { MaxDepth = LimitDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// What a query reads from: table functions with the texts they are given, and tables, whose name may be that of a file.
    /// </summary>
    private static IEnumerable<(string? Function, IReadOnlyList<string> Texts)> Sources(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(Sources);
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        var own = node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        var below = node.EnumerateObject().SelectMany(p => Sources(p.Value));
        return own switch
        {
            "BASE_TABLE" => below.Prepend((null, [node.GetProperty("table_name").GetString()!])),
            "TABLE_FUNCTION" => below.Prepend((node.GetProperty("function").GetProperty("function_name").GetString()!,
                [.. Texts(node.GetProperty("function"))])),
            _ => below,
        };
    }

    private static IEnumerable<string> Texts(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => node.EnumerateObject().SelectMany(p => p.Name == "value" && p.Value.ValueKind == JsonValueKind.String
            ? [p.Value.GetString()!] : Texts(p.Value)),
        _ => [],
    };

    /// <summary>The files that a function or a table of that name reads as JSON.</summary>
    private static IEnumerable<string> Files(DuckDBConnection connection, string? function, string text)
    {
        var json = function is not null ? function.Contains("json", StringComparison.OrdinalIgnoreCase) : IsJson(text);
        if (!json)
            yield break;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT file FROM glob(?)";
        command.Parameters.Add(new DuckDBParameter(text));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetString(0);
        }
    }

    private static bool IsJson(string name) => JsonEndings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith($"{e}.gz", StringComparison.OrdinalIgnoreCase));
}
