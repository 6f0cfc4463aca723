using System.Text.Json.Serialization;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Federated;

/// <summary>
/// How a table becomes numbers, the same at all clients: gaps filled, numbers with mean 0 and deviation 1, categories as columns of 0 and
/// 1.
/// The figures are learned once, and travel in <see cref="FederationPlan"/>.
/// </summary>
/// <param name="Columns">The columns, in the order of the numbers.</param>
public sealed record SharedColumns(IReadOnlyList<SharedColumn> Columns)
{
    /// <summary>Numbers of a row.</summary>
    [JsonIgnore]
    public int Width => Columns.Sum(column => column.Width);

    /// <summary>Learns from training rows; a column without any value is left out.</summary>
    /// <param name="training">At least one row and one column with a value.</param>
    /// <exception cref="InputException">No column has a value.</exception>
    public static SharedColumns Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Column[] columns = [.. training.Columns.Where(column => column.MissingCount < column.Count)];
        return columns.Length == 0
            ? throw new InputException(
                $"none of {training.Columns.Count} columns has a value in {training.RowCount} training rows; a federation needs at least "
                + $"one")
            : new SharedColumns([.. columns.Select(column => column is NumericColumn numbers ? Fit(numbers)
                : Fit((CategoricalColumn)column))]);
    }

    /// <summary>Turns rows into numbers, [rows, <see cref="Width"/>]; an unknown category is 0 in all its columns.</summary>
    /// <param name="table">Rows with these columns; further ones are passed over.</param>
    /// <exception cref="InputException">A column is missing, or of another kind.</exception>
    public DenseMatrix Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var known = table.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        string[] missing = [.. Columns.Where(column => !known.ContainsKey(column.Name)).Select(column => $"'{column.Name}'")];
        if (missing.Length > 0)
        {
            throw new InputException(
                $"the table has no column {string.Join(", ", missing)}, which this federation trains on; it has "
                + $"{string.Join(", ", known.Keys)}");
        }

        var matrix = new DenseMatrix(table.RowCount, Width);
        var at = 0;
        foreach (var column in Columns)
        {
            Write(column, known[column.Name], matrix, at);
            at += column.Width;
        }

        return matrix;
    }

    private static void Write(SharedColumn column, Column values, DenseMatrix matrix, int at)
    {
        if (column.Categories is null != values is NumericColumn)
        {
            throw new InputException(
                $"column '{column.Name}' holds {(values is NumericColumn ? "numbers" : "names")}, and this federation trains on its "
                + $"{(column.Categories is null ? "numbers" : "names")}: mend the file, or read it with --numeric or --categorical");
        }

        for (var row = 0; row < matrix.Rows; row++)
        {
            if (values is NumericColumn numbers)
            {
                var value = numbers[row];
                matrix.Row(row)[at] = ((double.IsNaN(value) ? column.Fill : value) - column.Mean) / column.Deviation;
            }
            else
            {
                var names = (CategoricalColumn)values;
                var name = names.IsMissing(row) ? column.FillName! : names.Categories[names.Codes[row]];
                for (var c = 0; c < column.Width; c++)
                {
                    matrix.Row(row)[at + c] = column.Categories![c] == name ? 1 : 0;
                }
            }
        }
    }

    private static SharedColumn Fit(NumericColumn column)
    {
        double[] present = [.. column.Values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        var middle = present.Length / 2;
        var median = present.Length % 2 == 1 ? present[middle] : (present[middle - 1] + present[middle]) / 2;
        double[] filled = [.. column.Values.ToArray().Select(value => double.IsNaN(value) ? median : value)];
        var mean = filled.Average();
        var deviation = Math.Sqrt(filled.Average(value => (value - mean) * (value - mean)));

        // Rounding leaves a constant column a tiny deviation.
        return new SharedColumn(column.Name, null, null, median, mean, deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? deviation : 1);
    }

    private static SharedColumn Fit(CategoricalColumn column)
    {
        var counts = new int[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return new SharedColumn(column.Name, [.. column.Categories.Where((_, c) => counts[c] > 0)],
            column.Categories[Array.IndexOf(counts, counts.Max())], 0, 0, 1);
    }
}
