using System.Runtime.CompilerServices;
using Counterpoise.Tables;
using DuckDB.NET.Data;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// Files that DuckDB reads and writes in place. What it reads it reads locked in: no file outside the folder of the file that was named, no
/// extension, no other setting.
/// </summary>
internal static class DuckDbFile
{
    private const string Dates = "dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%dT%H:%M:%S'";

    /// <summary>Whether DuckDB reads files of this extension: Parquet, JSON and the text of a query.</summary>
    public static bool Reads(string path) => Extension(path) is ".PARQUET" or ".JSON" or ".JSONL" or ".NDJSON" or ".SQL";

    /// <summary>Reads a file whole, with the rows that a lenient reading leaves out.</summary>
    public static (Table Table, IReadOnlyList<BadRow> Bad) Read(string path, TableReadOptions options, bool lenient,
        CancellationToken cancellationToken) => Guard(path, () =>
    {
        using var connection = OpenFor(path);
        var reader = Reader(connection, path, Query(connection, path), options, int.MaxValue, stableCodes: false);
        reader.Bad = lenient ? [] : null;
        var table = reader.Tables(cancellationToken).Single();
        return (table, (IReadOnlyList<BadRow>)(reader.Bad ?? []));
    });

    public static string[] ColumnNames(string path) => Guard(path, () =>
    {
        using var connection = OpenFor(path);
        return Reader(connection, path, Query(connection, path), new TableReadOptions(), 1, stableCodes: false).Columns()
            .Select(c => c.Name).ToArray();
    });

    /// <summary>Reads a file, which may be delimited text too, table by table.</summary>
    public static async IAsyncEnumerable<Table> ReadChunksAsync(string path, TableReadOptions options, int rowsPerTable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerTable, 1);
        using var connection = Guard(path, () => OpenFor(path));
        var query = Guard(path, () => Reads(path) ? Query(connection, path) : DelimitedQuery(path, options));
        using var tables = Reader(connection, path, query, options, rowsPerTable, stableCodes: true).Tables(cancellationToken)
            .GetEnumerator();
        while (await Task.Run(() => Guard(path, tables.MoveNext), cancellationToken).ConfigureAwait(false))
        {
            yield return tables.Current;
        }
    }

    public static void WriteParquet(Table table, string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetRandomFileName()}.tmp");
        using var connection = Open();
        connection.AppendTable("rows", table);
        try
        {
            connection.Execute($"COPY rows TO {SqlText.Literal(temporary)} (FORMAT parquet, COMPRESSION zstd)");
            File.Move(temporary, full, overwrite: true);
        }
        catch (DuckDBException refusal)
        {
            throw new IOException($"'{path}' cannot be written: {DuckDbFault.Of(refusal).OfFile(path)}", refusal);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static DuckDBConnection Open()
    {
        DuckDbLibrary.Require();
        // Nothing is fetched or loaded behind the user's back: what is not built in says so.
        var settings = new DuckDBConnectionStringBuilder { DataSource = DuckDBConnectionStringBuilder.InMemoryDataSource,
            AutoinstallKnownExtensions = false, AutoloadKnownExtensions = false, AllowCommunityExtensions = false,
            AllowPersistentSecrets = false };
        var connection = new DuckDBConnection(settings.ConnectionString);
        connection.Open();
        connection.Execute("SET errors_as_json = true");
        return connection;
    }

    /// <summary>A database in memory whose queries reach the folder of a file and nothing else.</summary>
    private static DuckDBConnection OpenFor(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = Open();
        try
        {
            connection.Execute($"SET allowed_directories = [{SqlText.Literal(folder + Path.DirectorySeparatorChar)}]");
            connection.Execute("SET enable_external_access = false");
            connection.Execute("SET lock_configuration = true");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A database in memory that reads the folder of a file, writes to another, and puts what does not fit into memory into a third.
    /// </summary>
    internal static DuckDBConnection OpenForWork(string path, string output, string spill, int megabytes, int threads)
    {
        var folders = new[] { Path.GetDirectoryName(Path.GetFullPath(path))!, output,
            spill }.Select(f => SqlText.Literal(Path.TrimEndingDirectorySeparator(f) + Path.DirectorySeparatorChar));
        var connection = Open();
        try
        {
            connection.Execute($"SET memory_limit = '{megabytes}MiB'");
            connection.Execute($"SET threads = {threads}");
            connection.Execute($"SET temp_directory = {SqlText.Literal(spill)}");
            connection.Execute("SET preserve_insertion_order = true");
            // Of a join the right side is looked up, so that rows come in the order of the left one.
            connection.Execute("SET disabled_optimizers = 'join_order,build_side_probe_side'");
            connection.Execute($"SET allowed_directories = [{string.Join(", ", folders)}]");
            connection.Execute("SET enable_external_access = false");
            connection.Execute("SET lock_configuration = true");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What a query of a Parquet file or of delimited text selects from; one column of text stays text, for DuckDB takes yes and no for
    /// true and false.
    /// </summary>
    internal static string Source(string path, string? text = null) => Extension(path) == ".PARQUET"
        ? $"read_parquet({SqlText.Path(path)})"
        : $"read_csv({SqlText.Path(path)}, header = true, "
            + $"{(text is null ? "" : $"types = {{{SqlText.Literal(text)}: 'VARCHAR'}}, ")}{Dates})";

    private static QueryReader Reader(DuckDBConnection connection, string path, string query, TableReadOptions options, int rowsPerTable,
        bool stableCodes) =>
        new(connection, path, query, options, [], rowsPerTable, stableCodes);

    private static string Query(DuckDBConnection connection, string path)
    {
        switch (Extension(path))
        {
            case ".PARQUET":
                return $"SELECT * FROM read_parquet({SqlText.Path(path)})";
            case ".SQL":
                return QueryFile.Read(connection, path);
            default:
                JsonNesting.Require(path);
                if (IsEmpty(path))
                    throw new TableFormatException(path, "it holds no row");
                // Else DuckDB takes 01/02/2023 for one of several dates, and says nothing; a text is read as time where it is asked for.
                return $"SELECT * FROM read_json_auto({SqlText.Path(path)}, {Dates})";
        }
    }

    /// <summary>Whether a JSON file holds nothing, or an empty list: DuckDB makes a column "json" of it.</summary>
    private static bool IsEmpty(string path)
    {
        if (new FileInfo(path).Length > 4096)
            return false;
        var text = File.ReadAllText(path).Trim();
        return text.Length == 0 || (text[0] == '[' && text[^1] == ']' && text[1..^1].All(char.IsWhiteSpace));
    }

    private static string DelimitedQuery(string path, TableReadOptions options)
    {
        var separator = options.Separator is { } c ? $", delim = {SqlText.Literal(c.ToString())}" : "";
        var missing = string.Join(", ", options.MissingTokens.Select(SqlText.Literal));
        return $"SELECT * FROM read_csv({SqlText.Path(path)}, header = {(options.HasHeader != false ? "true" : "false")}{separator}, "
            + $"nullstr = [{missing}], {Dates})";
    }

    /// <summary>Says what DuckDB refuses as a fault of the file.</summary>
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDBException refusal)
        {
            throw Refusal(refusal, path);
        }
    }

    /// <summary>What DuckDB refuses as a fault of the file, without the query where the person did not write it.</summary>
    internal static TableFormatException Refusal(DuckDBException refusal, string path)
    {
        var fault = DuckDbFault.Of(refusal);
        return new(path, (Extension(path) == ".SQL" ? fault.Text : fault.OfFile(path)) + (fault.IsForbidden
            ? $". A query reads the files of its own folder, {Path.GetDirectoryName(Path.GetFullPath(path))}, alone: put them there" : ""));
    }

    private static string Extension(string path) => Path.GetExtension(path).ToUpperInvariant();
}
