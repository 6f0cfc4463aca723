using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>A data view whose rows lie in memory, so that any of them can be taken in any order.</summary>
internal sealed class RowsInMemory : IDataView
{
    private readonly StoredColumn[] _columns;

    private RowsInMemory(DataViewSchema schema, StoredColumn[] columns, int count)
    {
        (Schema, _columns, Count) = (schema, columns, count);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Column = schema[i];
        }
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    public long? GetRowCount() => Count;

    /// <summary>Reads a view once, with all its columns; hidden ones are left out.</summary>
    public static RowsInMemory Read(IDataView data)
    {
        if (data is RowsInMemory rows)
        {
            return rows;
        }

        var shown = data.Schema.Where(c => !c.IsHidden).ToArray();
        var columns = Array.ConvertAll(shown, StoredColumn.Create);
        var count = 0;
        using (var cursor = data.GetRowCursor(shown))
        {
            var readers = Array.ConvertAll(columns, c => c.Reader(cursor));
            while (cursor.MoveNext())
            {
                foreach (var read in readers)
                {
                    read();
                }

                count++;
            }
        }

        return new RowsInMemory(Describe(shown), columns, count);
    }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public StoredColumn Find(string name) => _columns.FirstOrDefault(c => c.Column.Name == name)
        ?? throw new ArgumentException(
            $"there is no column '{name}'; the columns are {string.Join(", ", _columns.Select(c => c.Column.Name))}", nameof(name));

    /// <summary>Some rows, in their order.</summary>
    public RowsInMemory Select(int[] rows) => new(Schema, Array.ConvertAll(_columns, c => c.Select(rows)), rows.Length);

    /// <summary>The same rows with other values in some columns, and with further columns.</summary>
    public RowsInMemory With(IReadOnlyDictionary<string, StoredColumn> changed,
        params IReadOnlyList<(string Name, DataViewType Type, StoredColumn Values)> added)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in _columns)
        {
            builder.AddColumn(column.Column.Name, column.Column.Type, column.Column.Annotations);
        }

        foreach (var (name, type, _) in added)
        {
            builder.AddColumn(name, type);
        }

        return new RowsInMemory(builder.ToSchema(), [.. _columns.Select(c => changed.GetValueOrDefault(c.Column.Name, c)),
            .. added.Select(a => a.Values)], Count);
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private static DataViewSchema Describe(DataViewSchema.Column[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly RowsInMemory _rows;
        private readonly HashSet<int> _needed;
        private int _position = -1;

        public Cursor(RowsInMemory rows, IEnumerable<DataViewSchema.Column> needed) =>
            (_rows, _needed) = (rows, [.. needed.Select(c => c.Index)]);

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => _rows.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _needed.Contains(column.Index);

        public override bool MoveNext() => ++_position < _rows.Count;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            IsColumnActive(column) ? (ValueGetter<TValue>)_rows._columns[column.Index].Getter(() => _position)
            : throw new ArgumentException($"column '{column.Name}' was not asked for when the cursor was made", nameof(column));

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);
    }
}
