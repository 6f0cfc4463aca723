using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Files that DuckDB reads and writes in place.</summary>
internal static class DuckDbFile
{
    /// <summary>The query that reads a file, by its extension; null where DuckDB is not asked.</summary>
    public static string? Query(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PARQUET" => $"SELECT * FROM read_parquet({DuckDbConnection.Literal(path)})",
        ".JSON" or ".JSONL" or ".NDJSON" => $"SELECT * FROM read_json_auto({DuckDbConnection.Literal(path)})",
        ".SQL" => File.ReadAllText(path),
        _ => null,
    };

    /// <summary>The query that reads a delimited file in chunks.</summary>
    public static string DelimitedQuery(string path, TableReadOptions options)
    {
        var separator = options.Separator is { } c ? $", delim = {DuckDbConnection.Literal(c.ToString())}" : "";
        var missing = string.Join(", ", options.MissingTokens.Select(DuckDbConnection.Literal));
        return $"SELECT * FROM read_csv({DuckDbConnection.Literal(path)}, header = {(options.HasHeader ? "true" : "false")}{separator}, nullstr = [{missing}])";
    }

    public static Table Read(string path, string query, TableReadOptions options, CancellationToken cancellationToken)
    {
        using var connection = new DuckDbConnection();
        try
        {
            return connection.Query(query, options, cancellationToken: cancellationToken);
        }
        catch (TableFormatException error) when (error.BadRows.Count > 0)
        {
            throw new TableFormatException(path, error.BadRows);
        }
    }

    public static string[] ColumnNames(string query)
    {
        using var connection = new DuckDbConnection();
        using var statement = new Statement(connection, query, []);
        return [.. statement.Columns().Select(c => c.Name)];
    }

    public static void WriteParquet(Table table, string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetRandomFileName()}.tmp");
        using var connection = new DuckDbConnection();
        connection.Append("rows", table);
        try
        {
            connection.Execute($"COPY rows TO {DuckDbConnection.Literal(temporary)} (FORMAT parquet, COMPRESSION zstd)");
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
