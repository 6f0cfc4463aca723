using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Turns a query into tables. DuckDB itself casts every column to a double or a text, so that two vector types are all that is read.</summary>
internal sealed class QueryReader(DuckDbConnection connection, string sql, TableReadOptions options, IReadOnlyList<object> parameters, int rowsPerTable, bool stableCodes)
{
    private string? _target = options.Target;

    public IEnumerable<Table> Tables(CancellationToken cancellationToken)
    {
        options.Validate();
        var (columns, cast) = Cast();
        using var statement = new Statement(connection, cast, parameters);
        var (first, held) = (0L, 0);
        foreach (var chunk in statement.Chunks(cancellationToken))
        {
            var size = (int)Native.ChunkSize(chunk);
            for (var from = 0; from < size;)
            {
                var count = Math.Min(size - from, rowsPerTable - held);
                for (var j = 0; j < columns.Length; j++)
                {
                    columns[j].Add(Native.ChunkVector(chunk, (ulong)j), from, count);
                }

                (from, held) = (from + count, held + count);
                if (held == rowsPerTable)
                {
                    yield return Take(columns, first, held);
                    (first, held) = (first + held, 0);
                }
            }
        }

        // A query without rows still has columns; a stream that ended on a whole table is done.
        if (held > 0 || first == 0)
            yield return Take(columns, first, held);
    }

    private (ChunkColumn[] Columns, string Sql) Cast()
    {
        using var statement = new Statement(connection, sql, parameters);
        var found = statement.Columns();
        var names = found.Select(c => c.Name).ToArray();
        string?[] asked = [options.Target, options.Weights, options.Groups, options.Time, .. options.Exclude, .. options.Kinds.Keys];
        if (asked.FirstOrDefault(a => a is not null && !names.Contains(a)) is { } unknown)
            throw new TableFormatException(sql, $"there is no column '{unknown}'; the columns are {string.Join(", ", names)}");
        _target ??= options.LastColumnIsTarget ? names[^1] : null;
        var kept = found.Where(c => !options.Exclude.Contains(c.Name)).Select(c => (c.Name, Kind: Kind(c.Name, c.Type), c.Type)).ToArray();
        var list = string.Join(", ", kept.Select(c => $"{Expression(c.Name, c.Kind, c.Type)} AS {DuckDbConnection.Quote(c.Name)}"));
        return (Array.ConvertAll(kept, c => new ChunkColumn(c.Name, c.Kind, stableCodes)), $"SELECT {list} FROM ({sql.Trim().TrimEnd(';')})");
    }

    private ColumnKind Kind(string name, DuckDbType type)
    {
        if (options.Kinds.TryGetValue(name, out var kind))
            return kind;
        if (stableCodes && (name == options.Groups || name == _target))
            return ColumnKind.Categorical;
        return type switch
        {
            DuckDbType.Varchar or DuckDbType.Enum or DuckDbType.Uuid or DuckDbType.Boolean => name == options.Time || name == options.Weights ? ColumnKind.Numeric : ColumnKind.Categorical,
            DuckDbType.Blob or DuckDbType.List or DuckDbType.Struct or DuckDbType.Map or DuckDbType.Union or DuckDbType.Bit or DuckDbType.Array or DuckDbType.Interval =>
                throw new TableFormatException(sql, $"column '{name}' has type {type}, which is no number, text or date: exclude it, or turn it into one in the query"),
            _ => ColumnKind.Numeric,
        };
    }

    private string Expression(string name, ColumnKind kind, DuckDbType type)
    {
        var column = DuckDbConnection.Quote(name);
        if (kind == ColumnKind.Categorical)
            return $"CAST({column} AS VARCHAR)";
        return type is DuckDbType.Date or DuckDbType.Time or DuckDbType.Timestamp or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.TimestampTz
            ? $"CAST(epoch({column}) AS DOUBLE)"
            : type == DuckDbType.Varchar && name == options.Time
                ? $"CAST(epoch(CAST({column} AS TIMESTAMP)) AS DOUBLE)"
                : $"CAST({column} AS DOUBLE)";
    }

    private Table Take(ChunkColumn[] columns, long first, int rows)
    {
        var ids = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            ids[i] = first + i;
        }

        var table = new Table([.. columns.Select(c => c.Take())], ids);
        string?[] roles = [_target, options.Groups, options.Time, options.Weights];
        foreach (var role in roles.OfType<string>())
        {
            var column = table[role];
            if (column.MissingCount > 0)
                throw new TableFormatException(sql, [.. Enumerable.Range(0, rows).Where(column.IsMissing).Select(i => new BadRow(first + i + 1, role, "has no value, and every row needs one here"))]);
        }

        table = roles[0] is { } target ? table.WithTarget(target) : table;
        table = roles[1] is { } groups ? table.WithGroups(groups) : table;
        table = roles[2] is { } time ? table.WithTime(time) : table;
        return roles[3] is { } weights ? table.WithWeights(weights) : table;
    }
}
