using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Tables;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// Turns a query into tables. DuckDB itself casts every column to a double or a text, so that these two are all that is read.
/// </summary>
/// <param name="connection">An open connection.</param>
/// <param name="source">The file or query as messages name it.</param>
/// <param name="sql">One query.</param>
/// <param name="options">Roles and kinds of columns.</param>
/// <param name="parameters">Values for <c>?</c>.</param>
/// <param name="rowsPerTable">Rows of a table; the last may have fewer.</param>
/// <param name="stableCodes">Whether a category keeps its code in all tables.</param>
internal sealed class QueryReader(DuckDBConnection connection, string source, string sql, TableReadOptions options,
    IReadOnlyList<object> parameters, int rowsPerTable, bool stableCodes)
{
    // A query may end in a comment, and in a semicolon that cannot stand within brackets.
    private readonly string _query = $"({sql.Trim().TrimEnd(';')}\n)";

    private readonly List<BadRow> _bad = [];

    private string? _target = options.Target;
    private HashSet<string> _json = [];
    private bool? _hasZone;

    /// <summary>Where bad rows are put, which are left out then; null, the default, where one is a fault of the file.</summary>
    public List<BadRow>? Bad { get; set; }

    /// <summary>Names and types of the columns of a query.</summary>
    public IReadOnlyList<(string Name, DuckDBType Type)> Columns()
    {
        using var command = Command($"SELECT * FROM {_query} LIMIT 0");
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i =>
            (reader.GetName(i), Enum.Parse<DuckDBType>(reader.GetDataTypeName(i))))];
    }

    public IEnumerable<Table> Tables(CancellationToken cancellationToken)
    {
        options.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        var (columns, cast) = Cast(cancellationToken);
        using var command = Command(cast);
        command.UseStreamingMode = true;
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = Ended(command.ExecuteReader, cancellationToken);
        var (first, held) = (0L, 0);
        Func<bool> next = reader.Read;
        while (Ended(next, cancellationToken))
        {
            for (var j = 0; j < columns.Length; j++)
            {
                columns[j].Add(reader, j);
            }

            if (++held == rowsPerTable)
            {
                yield return Take(columns, first, held);
                (first, held) = (first + held, 0);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        // A query without rows still has columns; a stream that ended on a whole table is done.
        if (held > 0 || first == 0)
            yield return Take(columns, first, held);
    }

    /// <summary>Does a step of a query; DuckDB tells one that was ended from outside as a fault, now and then.</summary>
    private static T Ended<T>(Func<T> step, CancellationToken cancellationToken)
    {
        try
        {
            return step();
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private DuckDBCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        return command;
    }

    private (QueriedColumn[] Columns, string Sql) Cast(CancellationToken cancellationToken)
    {
        var found = Columns();
        var names = found.Select(c => c.Name).ToArray();
        string?[] asked = [options.Target, options.Weights, options.Groups, options.Time, .. options.Exclude, .. options.Kinds.Keys];
        if (asked.FirstOrDefault(a => a is not null && !names.Contains(a)) is { } unknown)
            throw new TableFormatException(source, $"there is no column '{unknown}'; the columns are {string.Join(", ", names)}");
        _target ??= options.LastColumnIsTarget ? names[^1] : null;
        var beyond = BeyondDouble(found, cancellationToken);
        _json = OfJson(found, cancellationToken);
        var kept = found.Where(c => !options.Exclude.Contains(c.Name)).Select(c => (c.Name, Kind: Kind(c.Name, c.Type, beyond), c.Type))
            .ToArray();
        var list = string.Join(", ", kept.Select(c => $"{Expression(c.Name, c.Kind, c.Type)} AS {SqlText.Name(c.Name)}"));
        return (Array.ConvertAll(kept, c => new QueriedColumn(c.Name, c.Kind, stableCodes, c.Name == _target || c.Name == options.Groups,
            IsWrittenTime(c.Name, c.Type) ? Time : IsWrittenNumber(c.Kind, c.Type) ? Written(c.Name) : null)),
                $"SELECT {list} FROM {_query}");
    }

    /// <summary>Columns of integers that a double would change, such as card numbers: they are categorical.</summary>
    private HashSet<string> BeyondDouble(IReadOnlyList<(string Name, DuckDBType Type)> columns, CancellationToken cancellationToken)
    {
        string[] wide = [.. columns.Where(c => c.Type is DuckDBType.BigInt or DuckDBType.UnsignedBigInt or DuckDBType.HugeInt
            && !options.Exclude.Contains(c.Name)).Select(c => c.Name)];
        if (wide.Length == 0)
            return [];
        using var command = Command(
            $"SELECT "
            + $"{string.Join(", ",
                wide.Select(c => $"coalesce(bool_or(TRY_CAST(CAST({SqlText.Name(c)} AS DOUBLE) AS HUGEINT) IS DISTINCT FROM "
                    + $"CAST({SqlText.Name(c)} AS HUGEINT)), false)"))} FROM {_query}");
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = Ended(command.ExecuteReader, cancellationToken);
        return Ended(reader.Read, cancellationToken) ? [.. wide.Where((_, i) => reader.GetBoolean(i))] : [];
    }

    /// <summary>Columns in which numbers and texts mix in JSON: DuckDB keeps such texts with their quotes.</summary>
    private HashSet<string> OfJson(IReadOnlyList<(string Name, DuckDBType Type)> columns, CancellationToken cancellationToken)
    {
        if (columns.All(c => c.Type != DuckDBType.Varchar))
            return [];
        using var command = Command($"SELECT column_name FROM (DESCRIBE SELECT * FROM {_query}) WHERE column_type = 'JSON'");
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = Ended(command.ExecuteReader, cancellationToken);
        var names = new HashSet<string>();
        while (Ended(reader.Read, cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Whether a column of time is text, which is read here and not by DuckDB: it takes dates of several forms.</summary>
    private bool IsWrittenTime(string name, DuckDBType type) => name == options.Time && type is (DuckDBType.Varchar or DuckDBType.Enum);

    /// <summary>Whether texts are to be numbers, which are read here: people write them in ways that DuckDB does not know.</summary>
    private static bool IsWrittenNumber(ColumnKind kind, DuckDBType type) =>
        kind == ColumnKind.Numeric && type is (DuckDBType.Varchar or DuckDBType.Enum);

    private Func<string, long, double> Written(string name) => (text, row) =>
    {
        if (options.MissingTokens.Contains(text.Trim()))
            return double.NaN;
        if (options.Numbers.TryParse(text, out var number, out _))
            return number;
        _bad.Add(new BadRow(row, name, $"'{Names.Short(text)}' is not a number") { Fault = RowFault.NotANumber, Text = text,
            IsRow = true });
        return double.NaN;
    };

    private double Time(string text, long row)
    {
        double time;
        var read = options.TimeFormat is { } format ? Text.ExactDate.TryParse(text, format, out time)
            : SchemaInference.TryNumber(text, out time) || Iso8601.TryParse(text, out time);
        var zone = options.TimeFormat is null ? Iso8601.HasZone(text) : null;
        var expected = options.TimeFormat is { } asked ? $"not a date written as {asked}"
            : "neither a number nor an ISO 8601 date such as 2023-02-01";
        if (!read)
            _bad.Add(new BadRow(row, options.Time!, $"'{Names.Short(text)}' is {expected}") { Fault = RowFault.NotADate, Text = text,
                IsRow = true });
        else if (_hasZone is { } zoned && zone is { } has && has != zoned)
            _bad.Add(new BadRow(row, options.Time!, $"'{Names.Short(text)}' has {(has ? "a" : "no")} time zone, and rows before it have "
                + $"{(zoned ? "one" : "none")}: which came first cannot be told") { Fault = RowFault.Mixed, Text = text, IsRow = true });
        _hasZone ??= zone;
        return time;
    }

    private ColumnKind Kind(string name, DuckDBType type, HashSet<string> beyond)
    {
        if (name == _target && options.PositiveWhen is not null)
            return ColumnKind.Numeric;
        if (options.Kinds.TryGetValue(name, out var kind))
            return kind;
        // Classes and groups are names, also where they are numbers.
        if (name == options.Groups || name == _target || (beyond.Contains(name) && name != options.Time && name != options.Weights))
            return ColumnKind.Categorical;
        if (name == options.Time && options.TimeFormat is not null && !IsWrittenTime(name, type))
            throw new TableFormatException(source, $"column '{name}' has type {type} and not text: leave "
                + $"{new SettingPart(nameof(TableReadOptions.TimeFormat))} out");
        return type switch
        {
            DuckDBType.Varchar or DuckDBType.Enum or DuckDBType.Uuid or DuckDBType.Boolean => name == options.Time
                || name == options.Weights ? ColumnKind.Numeric : ColumnKind.Categorical,
            DuckDBType.Blob or DuckDBType.List or DuckDBType.Struct or DuckDBType.Map or DuckDBType.Union or DuckDBType.Bit
                or DuckDBType.Array or DuckDBType.Interval =>
                throw new TableFormatException(source,
                    $"column '{name}' has type {type}, which is no number, text or date: leave it out with "
                    + $"{new SettingPart(nameof(TableReadOptions.Exclude))}, or turn it into one in a query (.sql)"),
            // A date is a text as in every other format: no count of seconds, which nobody asked for and which would be written back.
            _ when IsDate(type) => name == options.Time || name == options.Weights ? ColumnKind.Numeric : ColumnKind.Categorical,
            _ => ColumnKind.Numeric,
        };
    }

    private static bool IsDate(DuckDBType type) => type is DuckDBType.Date or DuckDBType.Timestamp or DuckDBType.TimestampS
        or DuckDBType.TimestampMs or DuckDBType.TimestampNs or DuckDBType.TimestampTz;

    private string Expression(string name, ColumnKind kind, DuckDBType type)
    {
        var column = SqlText.Name(name);
        if (kind == ColumnKind.Categorical || IsWrittenTime(name, type) || IsWrittenNumber(kind, type))
            return _json.Contains(name) ? $"({column} ->> '$')" : $"CAST({column} AS VARCHAR)";
        return IsDate(type) || type == DuckDBType.Time
            ? $"CAST(epoch({column}) AS DOUBLE)"
            : $"CAST({column} AS DOUBLE)";
    }

    private Table Take(QueriedColumn[] columns, long first, int rows)
    {
        var ids = new long[rows];
        for (var i = 0; i < rows; i++)
        {
            ids[i] = first + i;
        }

        var table = new Table([.. columns.Select(c => c.Take())], ids);
        string?[] roles = [_target, options.Groups, options.Time, options.Weights];
        var known = _bad.Select(b => (b.Line, b.Column)).ToHashSet();
        foreach (var role in roles.OfType<string>())
        {
            var column = table[role];
            _bad.AddRange(Enumerable.Range(0, rows).Where(i => column.IsMissing(i) && !known.Contains((first + i + 1, role)))
                .Select(i => new BadRow(first + i + 1, role, "has no value, and every row needs one here") { Fault = RowFault.Missing,
                    IsRow = true }));
        }

        foreach (var column in table.Columns.OfType<NumericColumn>().Where(c => c.Name != options.Weights))
        {
            _bad.AddRange(Enumerable.Range(0, rows).Where(i => double.IsInfinity(column[i])).Select(i => new BadRow(first + i + 1,
                column.Name, "is an infinity, and numbers are finite here") { Fault = RowFault.NotANumber, IsRow = true }));
        }

        if (options.Weights is { } weighting && table[weighting] is NumericColumn numbers)
            _bad.AddRange(Enumerable.Range(0, rows).Where(i => numbers[i] < 0 || double.IsInfinity(numbers[i]))
                .Select(i => new BadRow(first + i + 1, weighting,
                    string.Create(CultureInfo.InvariantCulture, $"'{numbers[i]}' is no weight: a weight is finite and at least 0"))
                    { Fault = RowFault.Weight, IsRow = true }));
        if (_bad.Count > 0)
        {
            BadRow[] bad = [.. _bad.GroupBy(b => b.Line).Select(g => g.First()).OrderBy(b => b.Line)];
            _bad.Clear();
            if (Bad is null)
                throw new TableFormatException(source, bad);
            Bad.AddRange(bad);
            var left = bad.Select(b => b.Line - first - 1).ToHashSet();
            table = table.Select([.. Enumerable.Range(0, rows).Where(i => !left.Contains(i))]);
        }

        table = roles[0] is { } target ? options.PositiveWhen is { } rule ? table.WithTarget(target, rule) : table.WithTarget(target)
            : table;
        table = roles[1] is { } groups ? table.WithGroups(groups) : table;
        table = roles[2] is { } time ? table.WithTime(time) : table;
        return roles[3] is { } weights ? table.WithWeights(weights) : table;
    }
}
