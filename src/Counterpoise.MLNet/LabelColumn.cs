using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>The classes of rows.</summary>
/// <param name="Codes">Class of each row.</param>
/// <param name="Names">Names of the classes: of a Boolean False and True, of a key its values in their order, else texts in ascending
/// order.</param>
internal sealed record LabelColumn(int[] Codes, string[] Names)
{
    /// <summary>Reads a label: Boolean, key, text, or a number that stands for a class.</summary>
    /// <exception cref="ArgumentException">A row has no label, or the type cannot be one.</exception>
    public static LabelColumn Read(RowsInMemory rows, string name)
    {
        switch (rows.Find(name))
        {
            case StoredColumn<bool> flags:
                return new([.. flags.Values.Select(v => v ? 1 : 0)], ["False", "True"]);
            case StoredColumn<uint> keys when keys.Column.Type is KeyDataViewType key:
                if (keys.Values.IndexOf(0) is >= 0 and var missing)
                {
                    throw new ArgumentException($"row {missing} of column '{name}' has no label; leave rows without one out", nameof(name));
                }

                return new([.. keys.Values.Select(k => (int)k - 1)], KeyNames(keys.Column, (int)key.Count));
            case StoredColumn<float> or StoredColumn<ReadOnlyMemory<char>> or StoredColumn<int> or StoredColumn<double>:
                var column = rows.Find(name);
                string[] texts = [.. Enumerable.Range(0, rows.Count).Select(column.Text)];
                if (Array.FindIndex(texts, t => t.Length == 0 || t == "NaN") is >= 0 and var empty)
                {
                    throw new ArgumentException($"row {empty} of column '{name}' has no label; leave rows without one out", nameof(name));
                }

                string[] names = [.. texts.Distinct().OrderBy(t => double.TryParse(t, CultureInfo.InvariantCulture, out var v) ? v : 0)
                    .ThenBy(t => t, StringComparer.Ordinal)];
                return new(Array.ConvertAll(texts, t => Array.IndexOf(names, t)), names);
            case var other:
                throw new ArgumentException(
                    $"column '{name}' is {other.Column.Type}; expected a Boolean, a key, a text or a number as label", nameof(name));
        }
    }

    /// <summary>The values of a key, or their numbers where it has none.</summary>
    internal static string[] KeyNames(DataViewSchema.Column column, int count)
    {
        var values = column.Annotations.Schema.GetColumnOrNull("KeyValues");
        if (values?.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            column.Annotations.GetValue("KeyValues", ref names);
            return [.. names.DenseValues().Select(v => v.ToString())];
        }

        return [.. Enumerable.Range(1, count).Select(k => k.ToString(CultureInfo.InvariantCulture))];
    }
}
