using Counterpoise.Numerics;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>
/// Columns of a data view as rows of numbers, and back: numbers and vectors of numbers as they are; keys, texts and Booleans as categories.
/// </summary>
internal sealed class FeatureColumns
{
    private readonly (string Name, int Start, int Width, string[]? Categories)[] _columns;

    private FeatureColumns((string Name, int Start, int Width, string[]? Categories)[] columns, DenseMatrix matrix) =>
        (_columns, Matrix) = (columns, matrix);

    /// <summary>The rows.</summary>
    public DenseMatrix Matrix { get; }

    /// <summary>The columns of the matrix that hold category codes, ascending.</summary>
    public int[] Categorical => [.. _columns.Where(c => c.Categories is not null).Select(c => c.Start)];

    /// <summary>Reads columns.</summary>
    /// <exception cref="ArgumentException">A column is of another type, or its vectors differ in length.</exception>
    public static FeatureColumns Read(RowsInMemory rows, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            throw new ArgumentException("no column of features is named; expected at least one, such as \"Features\"", nameof(names));
        }

        var (columns, values) = (new List<(string, int, int, string[]?)>(), new List<double[][]>());
        var at = 0;
        foreach (var name in names)
        {
            var (read, categories) = Values(rows, rows.Find(name), name);
            columns.Add((name, at, read.Length, categories));
            values.Add(read);
            at += read.Length;
        }

        var matrix = new DenseMatrix(rows.Count, at);
        foreach (var (column, j) in values.SelectMany(v => v).Select((v, j) => (v, j)))
        {
            for (var i = 0; i < rows.Count; i++)
            {
                matrix[i, j] = column[i];
            }
        }

        return new FeatureColumns([.. columns], matrix);
    }

    /// <summary>The columns with the values of a matrix; each row's vector keeps the length of its column.</summary>
    public Dictionary<string, StoredColumn> Write(RowsInMemory rows, DenseMatrix matrix) =>
        _columns.ToDictionary(c => c.Name, c => Write(rows.Find(c.Name), c.Start, c.Width, c.Categories, matrix));

    private static (double[][] Columns, string[]? Categories) Values(RowsInMemory rows, StoredColumn column, string name)
    {
        switch (column)
        {
            case StoredColumn<float> numbers:
                return ([[.. numbers.Values.Select(v => (double)v)]], null);
            case StoredColumn<double> numbers:
                return ([[.. numbers.Values]], null);
            case StoredColumn<VBuffer<float>> vectors:
                var width = vectors.Values.Count == 0 ? 0 : vectors.Values[0].Length;
                if (vectors.Values.FindIndex(v => v.Length != width) is >= 0 and var odd)
                {
                    throw new ArgumentException(
                        $"row {odd} of column '{name}' has {vectors.Values[odd].Length} numbers; expected {width}, as in the first row",
                        nameof(name));
                }

                float[][] dense = [.. vectors.Values.Select(v => v.DenseValues().ToArray())];
                return ([.. Enumerable.Range(0, width).Select(j => dense.Select(v => (double)v[j]).ToArray())], null);
            case StoredColumn<uint> keys when keys.Column.Type is KeyDataViewType:
                return ([[.. keys.Values.Select(k => (double)k)]], []);
            case StoredColumn<bool> flags:
                return ([[.. flags.Values.Select(f => f ? 1.0 : 0)]], []);
            case StoredColumn<ReadOnlyMemory<char>> texts:
                string[] names = [.. texts.Values.Select(t => t.ToString()).Distinct().Order(StringComparer.Ordinal)];
                return ([[.. texts.Values.Select(t => (double)Array.IndexOf(names, t.ToString()))]], names);
            default:
                throw new ArgumentException(
                    $"column '{name}' is {column.Column.Type}; expected a number, a vector of Single, a key, a text or a Boolean",
                    nameof(name));
        }
    }

    private static StoredColumn Write(StoredColumn source, int start, int width, string[]? categories, DenseMatrix matrix)
    {
        var rows = Enumerable.Range(0, matrix.Rows);
        return source switch
        {
            StoredColumn<float> => new StoredColumn<float>(source.Column).Filled(rows.Select(i => (float)matrix[i, start])),
            StoredColumn<double> => new StoredColumn<double>(source.Column).Filled(rows.Select(i => matrix[i, start])),
            StoredColumn<VBuffer<float>> => new StoredColumn<VBuffer<float>>(source.Column)
                .Filled(rows.Select(i => new VBuffer<float>(width,
                    [.. matrix.Row(i).Slice(start, width).ToArray().Select(v => (float)v)]))),
            StoredColumn<uint> => new StoredColumn<uint>(source.Column).Filled(rows.Select(i => (uint)matrix[i, start])),
            StoredColumn<bool> => new StoredColumn<bool>(source.Column).Filled(rows.Select(i => matrix[i, start] != 0)),
            _ => new StoredColumn<ReadOnlyMemory<char>>(source.Column)
                .Filled(rows.Select(i => categories![(int)matrix[i, start]].AsMemory())),
        };
    }
}

/// <summary>Fills columns.</summary>
internal static class StoredColumns
{
    /// <summary>Adds values and gives the column back.</summary>
    public static StoredColumn<T> Filled<T>(this StoredColumn<T> column, IEnumerable<T> values)
    {
        column.Values.AddRange(values);
        return column;
    }
}
