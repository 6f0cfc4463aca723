using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>A column of a data view, held in memory; each kind of value by its own type, so that nothing is converted.</summary>
internal abstract class StoredColumn(DataViewSchema.Column column)
{
    /// <summary>The column of the view that holds it, at first of the one that it is read from.</summary>
    public DataViewSchema.Column Column { get; set; } = column;

    /// <summary>Holds a column of any type.</summary>
    public static StoredColumn Create(DataViewSchema.Column column) =>
        (StoredColumn)Activator.CreateInstance(typeof(StoredColumn<>).MakeGenericType(column.Type.RawType), column)!;

    /// <summary>Begins to read from a cursor; what is returned takes the row where the cursor stands.</summary>
    public abstract Action Reader(DataViewRow cursor);

    /// <summary>The getter of a view whose row i is row rows[i] here.</summary>
    public abstract Delegate Getter(Func<int> row);

    /// <summary>The same column with some rows, in their order.</summary>
    public abstract StoredColumn Select(int[] rows);

    /// <summary>The values as texts: what the rows' classes and categories are called.</summary>
    public abstract string Text(int row);
}

/// <summary>A column of values of one type.</summary>
internal sealed class StoredColumn<T>(DataViewSchema.Column column) : StoredColumn(column)
{
    /// <summary>The values, row by row.</summary>
    public List<T> Values { get; private init; } = [];

    public override Action Reader(DataViewRow cursor)
    {
        var get = cursor.GetGetter<T>(cursor.Schema[Column.Index]);
        return () =>
        {
            // A vector's buffer must not be shared with the next row.
            T value = default!;
            get(ref value);
            Values.Add(value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value);
        };
    }

    public override Delegate Getter(Func<int> row) => this is StoredColumn<VBuffer<float>> vectors
        // Who asks may write into the vector that it is given, so that it gets one of its own.
        ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => vectors.Values[row()].CopyTo(ref value))
        : (Delegate)(ValueGetter<T>)((ref T value) => value = Values[row()]);

    public override StoredColumn Select(int[] rows) => new StoredColumn<T>(Column) { Values = [.. rows.Select(r => Values[r])] };

    public override string Text(int row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Values[row]}");
}
