using System.Globalization;

namespace Counterpoise.Data.DuckDb;

/// <summary>One prepared statement and, once run, its result.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly string _sql;
    private nint _statement;
    private Native.Result _result;
    private bool _hasResult;

    public Statement(DuckDbConnection connection, string sql, IReadOnlyList<object> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        (_connection, _sql) = (connection, sql);
        if (Native.Prepare(connection.Handle, sql, out _statement) != 0)
        {
            var message = Native.Text(Native.PrepareError(_statement));
            Native.DestroyPrepared(ref _statement);
            throw DuckDbException.Of(sql, message);
        }

        Bind(parameters);
    }

    public IReadOnlyList<(string Name, DuckDbType Type)> Columns()
    {
        var columns = new (string, DuckDbType)[Native.ColumnCount(_statement)];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = Native.ColumnName(_statement, (ulong)i);
            columns[i] = (Native.Text(name), Native.ColumnType(_statement, (ulong)i));
            Native.Free(name);
        }

        return columns;
    }

    public void Run() => Keep(Native.Execute(_statement, out _result));

    public IEnumerable<nint> Chunks(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => Native.Interrupt(_connection.Handle));
        cancellationToken.ThrowIfCancellationRequested();
        Keep(Native.ExecuteStreaming(_statement, out _result));
        while (true)
        {
            var chunk = Native.FetchChunk(_result);
            cancellationToken.ThrowIfCancellationRequested();
            if (chunk == 0)
                break;
            try
            {
                yield return chunk;
            }
            finally
            {
                Native.DestroyChunk(ref chunk);
            }
        }

        // A stream that breaks off gives no chunk either; only the error tells the two apart.
        if (Native.ResultError(ref _result) is var error and not 0 && Native.Text(error) is { Length: > 0 } message)
            throw DuckDbException.Of(_sql, message);
    }

    public void Dispose()
    {
        if (_hasResult)
            Native.DestroyResult(ref _result);
        _hasResult = false;
        if (_statement != 0)
            Native.DestroyPrepared(ref _statement);
    }

    private void Bind(IReadOnlyList<object> parameters)
    {
        var expected = (int)Native.ParameterCount(_statement);
        if (parameters.Count != expected)
        {
            Dispose();
            throw new ArgumentException($"the statement has {expected} parameters, {parameters.Count} values were given (in: {_sql})", nameof(parameters));
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            _ = parameters[i] is string text
                ? Native.BindText(_statement, (ulong)i + 1, text)
                : Native.BindNumber(_statement, (ulong)i + 1, Convert.ToDouble(parameters[i], CultureInfo.InvariantCulture));
        }
    }

    private void Keep(int state)
    {
        _hasResult = true;
        if (state != 0)
            throw DuckDbException.Of(_sql, Native.Text(Native.ResultError(ref _result)));
    }
}
