namespace Counterpoise.Data.DuckDb;

/// <summary>DuckDB refused a statement; the message is its own, after the statement.</summary>
/// <param name="message">What DuckDB said, and of which statement.</param>
public sealed class DuckDbException(string message) : FormatException(message)
{
    internal static DuckDbException Of(string sql, string error) => new($"{error.Trim()} (in: {(sql.Length > 200 ? sql[..200] + "…" : sql)})");
}
