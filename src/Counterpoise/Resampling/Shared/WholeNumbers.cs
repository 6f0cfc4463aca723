using Counterpoise.Tables;

namespace Counterpoise.Resampling;

/// <summary>
/// Columns of whole numbers, such as counts, and of 0 and 1: methods that interpolate put fractions into new rows there, by which a model
/// can tell them from true ones.
/// </summary>
public static class WholeNumbers
{
    /// <summary>The columns of numbers that hold whole ones alone, by name.</summary>
    /// <param name="table">Rows that were not made.</param>
    public static IReadOnlyList<string> Columns(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Columns.OfType<NumericColumn>().Where(AreWhole).Select(c => c.Name)];
    }

    /// <summary>Whether a column holds 0 and 1 and nothing else.</summary>
    /// <param name="column">The column.</param>
    public static bool AreFlags(NumericColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        foreach (var value in column.Values)
        {
            if (value is not (0 or 1) && !double.IsNaN(value))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Rounds new rows to the nearest whole number, halves to the even one, in columns of which the source holds whole ones alone.
    /// </summary>
    /// <param name="made">The rows, with the columns of the source first.</param>
    /// <param name="source">Rows that were not made.</param>
    /// <param name="synthetic">Which rows are new.</param>
    public static Table Round(Table made, Table source, IReadOnlyList<bool> synthetic)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(synthetic);
        var whole = Columns(source).ToHashSet();
        return made.With([.. made.Columns.Select(c => c is NumericColumn numbers && whole.Contains(c.Name)
            ? new NumericColumn(c.Name, [.. numbers.Values.ToArray().Select((v, i) => synthetic[i] ? Math.Round(v) : v)])
            : c)]);
    }

    private static bool AreWhole(NumericColumn column)
    {
        var any = false;
        foreach (var value in column.Values)
        {
            if (!double.IsNaN(value) && !double.IsInteger(value))
                return false;
            any |= !double.IsNaN(value);
        }

        return any;
    }
}
