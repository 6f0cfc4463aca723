using System.Globalization;
using System.Runtime.CompilerServices;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// A DuckDB database, in memory or in a file, that answers SQL with tables. Files are queried in place, as in
/// <c>SELECT * FROM 'cards-*.parquet' WHERE amount &gt; 0</c>, and may be larger than memory when read in chunks. Not for several threads at once.
/// </summary>
public sealed class DuckDbConnection : IDisposable
{
    private nint _database;
    private nint _connection;

    /// <summary>Opens a database.</summary>
    /// <param name="path">A database file, made when it is missing, or null for one in memory.</param>
    /// <param name="options">How DuckDB uses the machine, or null for its defaults.</param>
    /// <exception cref="DllNotFoundException">DuckDB's library is missing; the message says how to get it.</exception>
    /// <exception cref="DuckDbException">The file is not a database, or cannot be opened.</exception>
    public DuckDbConnection(string? path = null, DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        options.Validate();
        DuckDbLibrary.Require();
        if (Native.CreateConfiguration(out var configuration) != 0)
            throw new DuckDbException("DuckDB could not make a configuration");
        try
        {
            Configure(configuration, options);
            if (Native.Open(path ?? ":memory:", out _database, configuration, out var error) != 0)
            {
                var message = Native.Text(error);
                Native.Free(error);
                throw new DuckDbException(message);
            }
        }
        finally
        {
            Native.DestroyConfiguration(ref configuration);
        }

        if (Native.Connect(_database, out _connection) != 0)
            throw new DuckDbException($"DuckDB could not connect to '{path ?? ":memory:"}'");
    }

    /// <summary>The version of the library, such as v1.5.6.</summary>
    public static string LibraryVersion
    {
        get
        {
            DuckDbLibrary.Require();
            return Native.Text(Native.Version());
        }
    }

    internal nint Handle => _connection != 0 ? _connection : throw new ObjectDisposedException(nameof(DuckDbConnection));

    /// <summary>Runs statements that give no rows.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Values for <c>?</c>: texts or numbers.</param>
    /// <exception cref="DuckDbException">DuckDB refused it.</exception>
    public void Execute(string sql, params IReadOnlyList<object> parameters)
    {
        using var statement = new Statement(this, sql, parameters);
        statement.Run();
    }

    /// <summary>Answers a query with a table; texts become categories, numbers numbers, dates seconds since 1970, NULL is missing.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="options">Roles and kinds of columns; separator, header and missing tokens are not for queries.</param>
    /// <param name="parameters">Values for <c>?</c>: texts or numbers.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="DuckDbException">DuckDB refused it.</exception>
    /// <exception cref="TableFormatException">A column has a type that is no number, text or date, or a row has no class.</exception>
    public Table Query(string sql, TableReadOptions? options = null, IReadOnlyList<object>? parameters = null, CancellationToken cancellationToken = default)
    {
        var reader = new QueryReader(this, sql, options ?? new TableReadOptions(), parameters ?? [], int.MaxValue, stableCodes: false);
        return reader.Tables(cancellationToken).Single();
    }

    /// <summary>
    /// Answers a query table by table, holding one at a time. A category or class keeps its code in all tables; they are coded
    /// in order of appearance, and row ids count on.
    /// </summary>
    /// <param name="sql">One query.</param>
    /// <param name="rowsPerTable">Rows of a table, at least 1; the last may have fewer.</param>
    /// <param name="options">Roles and kinds of columns.</param>
    /// <param name="parameters">Values for <c>?</c>: texts or numbers.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async IAsyncEnumerable<Table> QueryChunksAsync(string sql, int rowsPerTable = 65_536, TableReadOptions? options = null, IReadOnlyList<object>? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerTable, 1);
        var reader = new QueryReader(this, sql, options ?? new TableReadOptions(), parameters ?? [], rowsPerTable, stableCodes: true);
        using var tables = reader.Tables(cancellationToken).GetEnumerator();
        while (await Task.Run(tables.MoveNext, cancellationToken).ConfigureAwait(false))
        {
            yield return tables.Current;
        }
    }

    /// <summary>Appends the rows of a table to a database table, which is made when it is missing.</summary>
    /// <param name="name">Name of the database table.</param>
    /// <param name="table">Rows: features, then weight, time, group and class where the table has them.</param>
    public void Append(string name, Table table)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(table);
        TableAppender.Append(this, name, TableColumns.All(table), table.RowCount);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connection != 0)
            Native.Disconnect(ref _connection);
        if (_database != 0)
            Native.Close(ref _database);
    }

    /// <summary>Quotes a name for SQL.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Quotes a text for SQL.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Configure(nint configuration, DuckDbOptions options)
    {
        void Set(string name, string? value)
        {
            if (value is not null && Native.SetConfiguration(configuration, name, value) != 0)
                throw new DuckDbException($"DuckDB refused the setting {name} = {value}");
        }

        // Nothing is fetched behind the user's back: what is not built in says so.
        Set("autoinstall_known_extensions", "false");
        Set("threads", options.Threads?.ToString(CultureInfo.InvariantCulture));
        Set("memory_limit", options.MemoryLimitMiB is { } limit ? $"{limit}MiB" : null);
        Set("temp_directory", options.TemporaryFolder);
    }
}
