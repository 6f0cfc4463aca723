using System.Runtime.CompilerServices;
using Counterpoise.Tables;
using DuckDB.NET.Data;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// Tables out of and into a DuckDB database. The connection is the caller's own: it opens, limits and closes it, and its queries may read
/// whatever the connection may, as in <c>SELECT * FROM 'cards-*.parquet' WHERE amount &gt; 0</c>.
/// </summary>
public static class DuckDbTables
{
    /// <summary>
    /// Answers a query with a table; texts become categories, numbers numbers, dates seconds since 1970, NULL is missing.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One query.</param>
    /// <param name="options">Roles and kinds of columns; separator, header and missing tokens are not for queries.</param>
    /// <param name="parameters">Values for <c>?</c>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="DuckDBException">DuckDB refused it.</exception>
    /// <exception cref="TableFormatException">A role or kind names no column, a column has a type that is no number, text or date, or a row
    /// has no class.</exception>
    public static Table QueryTable(this DuckDBConnection connection, string sql, TableReadOptions? options = null,
        IReadOnlyList<object>? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return new QueryReader(connection, sql, sql, options ?? new TableReadOptions(), parameters ?? [], int.MaxValue, stableCodes: false)
            .Tables(cancellationToken).Single();
    }

    /// <summary>
    /// Answers a query table by table, holding one at a time. A category or class keeps its code in all tables; they are coded
    /// in order of appearance, and row ids count on.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One query.</param>
    /// <param name="rowsPerTable">Rows of a table, at least 1; the last may have fewer.</param>
    /// <param name="options">Roles and kinds of columns.</param>
    /// <param name="parameters">Values for <c>?</c>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="DuckDBException">DuckDB refused it.</exception>
    public static async IAsyncEnumerable<Table> QueryTablesAsync(this DuckDBConnection connection, string sql, int rowsPerTable = 65_536,
        TableReadOptions? options = null, IReadOnlyList<object>? parameters = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerTable, 1);
        var reader = new QueryReader(connection, sql, sql, options ?? new TableReadOptions(), parameters ?? [], rowsPerTable,
            stableCodes: true);
        using var tables = reader.Tables(cancellationToken).GetEnumerator();
        while (await Task.Run(tables.MoveNext, cancellationToken).ConfigureAwait(false))
        {
            yield return tables.Current;
        }
    }

    /// <summary>
    /// Appends the rows of a table to a database table, which is made when it is missing: features, then weight, time, group and class
    /// where the table has them.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="name">Name of the database table.</param>
    /// <param name="table">The rows.</param>
    /// <exception cref="DuckDBException">The database table has other columns.</exception>
    public static void AppendTable(this DuckDBConnection connection, string name, Table table)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(table);
        var columns = TableColumns.All(table);
        var list = string.Join(", ", columns.Select(c =>
            $"{SqlText.Name(c.Name)} {(c.Kind == ColumnKind.Numeric ? "DOUBLE" : "VARCHAR")}"));
        connection.Execute($"CREATE TABLE IF NOT EXISTS {SqlText.Name(name)} ({list})");
        using var appender = connection.CreateAppender(name);
        for (var i = 0; i < table.RowCount; i++)
        {
            var row = appender.CreateRow();
            foreach (var column in columns)
            {
                _ = column.IsMissing(i) ? row.AppendNullValue() : column is NumericColumn numbers ? row.AppendValue(numbers[i])
                    : row.AppendValue(column.Text(i));
            }

            row.EndRow();
        }
    }

    /// <summary>Runs statements that give no rows.</summary>
    internal static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
