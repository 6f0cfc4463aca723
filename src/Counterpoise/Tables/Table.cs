using Counterpoise.Numerics;

namespace Counterpoise.Tables;

/// <summary>
/// Rows of features with, where known, their class, weight, group and time. A table never changes: every verb gives a new one,
/// and <see cref="RowIds"/> travel with the rows, so that a row can be traced to its source through splits and resampling.
/// </summary>
public sealed class Table
{
    private readonly Column[] _columns;
    private readonly long[] _rowIds;
    private readonly IReadOnlyList<long>[]? _parents;

    /// <summary>Creates a table of features.</summary>
    /// <param name="columns">Columns of equal length with different names.</param>
    /// <param name="rowIds">An id per row, or null for 0, 1, 2, … Needed where there is no column.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a name stands twice.</exception>
    public Table(IReadOnlyList<Column> columns, long[]? rowIds = null) : this(columns, rowIds, null)
    {
    }

    private Table(IReadOnlyList<Column> columns, long[]? rowIds, IReadOnlyList<long>[]? parents)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        RowCount = rowIds?.Length ?? (columns.Count > 0 ? columns[0].Count : 0);
        (_rowIds, _parents) = (rowIds ?? LongRange(RowCount), parents);
        Codebook.RequireUnique(Array.ConvertAll(_columns, c => c.Name), "the table");
        foreach (var column in _columns)
        {
            RequireRows(column.Count, $"column '{column.Name}'");
        }
    }

    /// <summary>The features, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The id of each row in the source.</summary>
    public ReadOnlySpan<long> RowIds => _rowIds;

    /// <summary>The class of each row, or null where no target is set.</summary>
    public Labels? Labels { get; private init; }

    /// <summary>The weight of each row, finite and at least 0, or null where all weigh 1.</summary>
    public double[]? Weights { get; private init; }

    /// <summary>The group of each row (patient, device, project), or null; a split never parts a group.</summary>
    public Labels? Groups { get; private init; }

    /// <summary>The time of each row, in any unit that grows, or null.</summary>
    public double[]? Time { get; private init; }

    /// <summary>The column of this name.</summary>
    /// <param name="name">Name of a feature.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Column this[string name] => _columns[IndexOf(name)];

    /// <summary>The ids of all rows that a row was made from, near and far; none for a row that was read.</summary>
    /// <param name="row">Row, in [0, <see cref="RowCount"/>).</param>
    public IReadOnlyList<long> ParentsOf(int row) => _parents is null ? [] : _parents[row];

    /// <summary>The labels, where a method cannot do without.</summary>
    /// <exception cref="InvalidOperationException">No target is set.</exception>
    public Labels RequireLabels() => Labels ?? throw new InvalidOperationException(
        "the table has no target: name the class column with WithTarget(\"…\")");

    /// <summary>The rows at these places, in this order; a place may stand more than once.</summary>
    /// <param name="rows">Places, each in [0, <see cref="RowCount"/>).</param>
    public Table Select(ReadOnlySpan<int> rows)
    {
        var places = rows.ToArray();
        return new Table(Array.ConvertAll(_columns, c => c.Select(places)), Pick(_rowIds, places),
            _parents is null ? null : Pick(_parents, places))
        {
            Labels = Labels?.Select(places),
            Groups = Groups?.Select(places),
            Weights = Weights is null ? null : Pick(Weights, places),
            Time = Time is null ? null : Pick(Time, places),
        };
    }

    /// <summary>The rows of this table followed by those of another with the same columns; row ids are kept.</summary>
    /// <param name="other">The rows to add.</param>
    /// <exception cref="ArgumentException">The columns differ, or only one of the two has labels, weights, groups or time.</exception>
    public Table Concat(Table other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._columns.Length != _columns.Length)
            throw new ArgumentException(
                $"a table of {other._columns.Length} columns cannot follow one of {_columns.Length}: both need the same columns",
                nameof(other));
        return new Table([.. _columns.Select((c, i) => c.Concat(other._columns[i]))], [.. _rowIds, .. other._rowIds],
            _parents is null && other._parents is null ? null : [.. AllParents(), .. other.AllParents()])
        {
            Labels = Both(Labels, other.Labels, "labels") ? Labels!.Concat(other.Labels!) : null,
            Groups = Both(Groups, other.Groups, "groups") ? Groups!.Concat(other.Groups!) : null,
            Weights = Both(Weights, other.Weights, "weights") ? [.. Weights!, .. other.Weights!] : null,
            Time = Both(Time, other.Time, "time") ? [.. Time!, .. other.Time!] : null,
        };
    }

    /// <summary>Makes a feature the target.</summary>
    /// <param name="column">Name of a feature without missing values.</param>
    public Table WithTarget(string column) => With(Tables.Labels.FromColumn(this[column])).Without(column);

    /// <summary>Makes two classes of a numeric feature, and them the target.</summary>
    /// <param name="column">Name of a numeric feature without missing values.</param>
    /// <param name="rule">Which numbers are the positive class.</param>
    /// <exception cref="ArgumentException">There is no such column, it is categorical, or a value is missing.</exception>
    public Table WithTarget(string column, ClassRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return With(rule.Apply(this[column])).Without(column);
    }

    /// <summary>Makes a feature the group of each row.</summary>
    /// <param name="column">Name of a feature without missing values.</param>
    public Table WithGroups(string column) => Copy(groups: Tables.Labels.FromColumn(this[column])).Without(column);

    /// <summary>The same rows with the group of each, which no split may part.</summary>
    /// <param name="groups">A group for each row.</param>
    /// <exception cref="ArgumentException">There are more or fewer than rows.</exception>
    public Table WithGroups(Labels groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Count == RowCount ? Copy(groups: groups)
            : throw new ArgumentException($"there are {groups.Count} groups and {RowCount} rows", nameof(groups));
    }

    /// <summary>Makes a numeric feature the weight of each row.</summary>
    /// <param name="column">Name of a numeric feature whose values are finite and at least 0.</param>
    public Table WithWeights(string column) => With(Numeric(column)).Without(column);

    /// <summary>Makes a numeric feature the time of each row.</summary>
    /// <param name="column">Name of a numeric feature without missing values.</param>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    public Table WithTime(string column)
    {
        var time = Numeric(column);
        return Array.FindIndex(time, double.IsNaN) is var row and >= 0
            ? throw new ArgumentException($"time column '{column}' has no value in row {row}; every row needs a time", nameof(column))
            : Copy(time: time).Without(column);
    }

    /// <summary>The same rows with these labels.</summary>
    /// <param name="labels">One class per row.</param>
    public Table With(Labels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        RequireRows(labels.Count, $"target '{labels.Name}'");
        return Copy(labels: labels);
    }

    /// <summary>The same rows with these weights.</summary>
    /// <param name="weights">One weight per row, finite and at least 0.</param>
    /// <exception cref="ArgumentException">The length differs, or a weight is negative or not finite.</exception>
    public Table With(double[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        RequireRows(weights.Length, "the weights");
        return Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w))) is var row and >= 0
            ? throw new ArgumentException($"row {row} has weight {weights[row]}; a weight is finite and at least 0", nameof(weights))
            : Copy(weights: weights);
    }

    /// <summary>The same rows with other features, in order; labels, weights, groups, time and ids stay.</summary>
    /// <param name="columns">Columns of <see cref="RowCount"/> rows.</param>
    public Table With(IReadOnlyList<Column> columns) => new(columns, _rowIds, _parents) { Labels = Labels, Weights = Weights,
        Groups = Groups, Time = Time };

    /// <summary>The same rows with these ids.</summary>
    /// <param name="rowIds">One id per row.</param>
    /// <exception cref="InvalidOperationException">Rows were made from others, whom they know by their ids.</exception>
    public Table WithRowIds(long[] rowIds) => _parents is null
        ? WithRows(rowIds, null)
        : throw new InvalidOperationException(
            "the table holds rows that were made from others, whom they know by their ids: number the rows before they are resampled");

    /// <summary>The same rows with these ids and these parents.</summary>
    internal Table WithRows(long[] rowIds, IReadOnlyList<long>[]? parents)
    {
        ArgumentNullException.ThrowIfNull(rowIds);
        RequireRows(rowIds.Length, "the row ids");
        return new Table(_columns, rowIds, parents) { Labels = Labels, Weights = Weights, Groups = Groups, Time = Time };
    }

    /// <summary>The table without these features.</summary>
    /// <param name="names">Names of features.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Without(params ReadOnlySpan<string> names)
    {
        var gone = new HashSet<int>();
        foreach (var name in names)
        {
            gone.Add(IndexOf(name));
        }

        return With([.. _columns.Where((_, i) => !gone.Contains(i))]);
    }

    /// <summary>The features as a matrix [rows, columns]; NaN is missing.</summary>
    /// <exception cref="InvalidOperationException">A column is categorical.</exception>
    public DenseMatrix ToMatrix() => _columns.FirstOrDefault(c => c.Kind == ColumnKind.Categorical) is { } names
        ? throw new InvalidOperationException(
            $"column '{names.Name}' is categorical and a matrix holds numbers: encode it with OneHotEncoder, or take codes with "
            + $"ToCodedMatrix")
        : ToCodedMatrix();

    /// <summary>The features as a matrix [rows, columns] in which a category is its code; NaN is missing.</summary>
    public DenseMatrix ToCodedMatrix()
    {
        var values = new double[RowCount * _columns.Length];
        for (var j = 0; j < _columns.Length; j++)
        {
            var (numbers, codes) = (_columns[j] as NumericColumn, _columns[j] as CategoricalColumn);
            for (var i = 0; i < RowCount; i++)
            {
                values[(i * _columns.Length) + j] = numbers is not null ? numbers[i] : codes!.Codes[i] is var code and >= 0 ? code
                    : double.NaN;
            }
        }

        return new DenseMatrix(RowCount, _columns.Length, values);
    }

    /// <summary>
    /// Makes rows out of a matrix as <see cref="ToCodedMatrix"/> gives it, with the columns of this table and no labels, weights, groups or
    /// time.
    /// </summary>
    /// <param name="coded">Matrix [any rows, columns of this table].</param>
    /// <param name="rowIds">An id per row, or null for 0, 1, 2, …</param>
    /// <exception cref="ArgumentException">The number of columns differs, or a code has no category.</exception>
    public Table FromCodedMatrix(DenseMatrix coded, long[]? rowIds = null)
    {
        ArgumentNullException.ThrowIfNull(coded);
        if (coded.Columns != _columns.Length)
            throw new ArgumentException($"the matrix has {coded.Columns} columns, the table {_columns.Length}: they must agree",
                nameof(coded));
        return new Table([.. _columns.Select((c, j) => FromNumbers(c,
            Enumerable.Range(0, coded.Rows).Select(i => coded.Row(i)[j]).ToArray()))], rowIds ?? LongRange(coded.Rows));
    }

    /// <summary>Makes a table of numeric columns.</summary>
    /// <param name="matrix">Matrix [rows, columns].</param>
    /// <param name="names">A name per column, or null for x0, x1, …</param>
    public static Table FromMatrix(DenseMatrix matrix, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var columns = Enumerable.Range(0, matrix.Columns).Select(j => new NumericColumn(names is null ? $"x{j}" : names[j], [])).ToArray();
        return new Table(columns, []).FromCodedMatrix(matrix);
    }

    private static Column FromNumbers(Column like, double[] numbers) => like is CategoricalColumn names
        ? new CategoricalColumn(names.Name, [.. names.Categories], Array.ConvertAll(numbers, v => double.IsNaN(v) ? -1 : checked((int)v)))
        : new NumericColumn(like.Name, numbers);

    private static bool Both(object? left, object? right, string what) => left is null == right is null
        ? left is not null
        : throw new ArgumentException($"only one of the two tables has {what}: set or leave them on both before joining");

    private IEnumerable<IReadOnlyList<long>> AllParents() => Enumerable.Range(0, RowCount).Select(ParentsOf);

    private static T[] Pick<T>(T[] values, int[] places) => Array.ConvertAll(places, place => values[place]);

    private static long[] LongRange(int count)
    {
        var ids = new long[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = i;
        }

        return ids;
    }

    private Table Copy(Labels? labels = null, double[]? weights = null, Labels? groups = null, double[]? time = null) =>
        new(_columns, _rowIds, _parents)
    {
        Labels = labels ?? Labels,
        Weights = weights ?? Weights,
        Groups = groups ?? Groups,
        Time = time ?? Time,
    };

    private double[] Numeric(string column) => this[column] is NumericColumn numbers
        ? numbers.Values.ToArray()
        : throw new ArgumentException($"column '{column}' is categorical; a number per row was expected", nameof(column));

    private int IndexOf(string name) => Array.FindIndex(_columns, c => c.Name == name) is var index and >= 0
        ? index
        : throw new ArgumentException($"no column '{name}'; the columns are {string.Join(", ", _columns.Select(c => c.Name))}",
            nameof(name));

    private void RequireRows(int count, string what)
    {
        if (count != RowCount)
            throw new ArgumentException($"{what} has {count} rows, the table {RowCount}: they must agree");
    }
}
