using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Deploy.TableExport;

/// <summary>
/// Rows of a table as exported models take them: one number for each column that the model takes, in its order. A number is itself, NaN
/// where it is missing; a name is its place among the categories that training knew, −1 for another one and NaN where it is missing.
/// </summary>
public static class TableVectors
{
    /// <summary>The columns that a model takes, in their order.</summary>
    /// <param name="card">The model's card.</param>
    public static IReadOnlyList<PreparedColumn> Columns(TableModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return [.. card.Columns.Where(c => !c.IsDropped)];
    }

    /// <summary>The rows of a table, each [columns].</summary>
    /// <param name="card">The model's card.</param>
    /// <param name="rows">Rows that have the model's columns, each of its kind.</param>
    /// <exception cref="ArgumentException">A column is missing or of another kind.</exception>
    public static double[][] From(TableModelCard card, Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = Columns(card);
        var vectors = new double[rows.RowCount][];
        for (var i = 0; i < vectors.Length; i++) vectors[i] = new double[columns.Count];
        foreach (var (j, column) in columns.Index())
        {
            var numbers = rows.Columns.FirstOrDefault(c => c.Name == column.Name) switch
            {
                NumericColumn n when column.Kind == ColumnKind.Numeric => n.Values.ToArray(),
                CategoricalColumn c when column.Kind == ColumnKind.Categorical => Places(c, column),
                null => throw new ArgumentException($"column '{column.Name}' is missing", nameof(rows)),
                var other => throw new ArgumentException($"column '{column.Name}' is {other.Kind}; the model takes a {column.Kind} one",
                    nameof(rows)),
            };
            for (var i = 0; i < vectors.Length; i++) vectors[i][j] = numbers[i];
        }

        return vectors;
    }

    /// <summary>Draws rows: numbers normal around the mean, at two deviations of the training rows, each sixteenth value missing, and
    /// categories among those known and one unknown.</summary>
    /// <param name="card">The model's card.</param>
    /// <param name="rows">How many.</param>
    /// <param name="random">Draws them.</param>
    public static Table Draw(TableModelCard card, int rows, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new Table([.. Columns(card).Select<PreparedColumn, Column>(c =>
            c.Kind == ColumnKind.Numeric ? Numbers(c, rows, random) : Names(c, rows, random))]);
    }

    private static NumericColumn Numbers(PreparedColumn column, int rows, IRandomSource random)
    {
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
            values[i] = random.NextInteger(16) == 0 ? double.NaN : column.Mean + (2 * column.Scale * random.NextNormal());
        return new NumericColumn(column.Name, values);
    }

    private static CategoricalColumn Names(PreparedColumn column, int rows, IRandomSource random)
    {
        var codes = new int[rows];
        for (var i = 0; i < rows; i++) codes[i] = (int)random.NextInteger(column.Categories.Count + 2) - 1;
        var unknown = "unknown";
        while (column.Categories.Contains(unknown)) unknown += "_";
        return new CategoricalColumn(column.Name, [.. column.Categories, unknown], codes);
    }

    private static double[] Places(CategoricalColumn column, PreparedColumn known)
    {
        var categories = known.Categories.ToList();
        var places = column.Categories.Select(c => (double)categories.IndexOf(c)).ToArray();
        return Array.ConvertAll(column.Codes.ToArray(), code => code < 0 ? double.NaN : places[code]);
    }
}
