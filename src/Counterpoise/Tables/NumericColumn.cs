using System.Globalization;

namespace Counterpoise.Tables;

/// <summary>A column of numbers; NaN is a missing value.</summary>
public sealed class NumericColumn : Column
{
    private readonly double[] _values;

    /// <summary>Creates a column that takes the array over.</summary>
    /// <param name="name">Name, not empty.</param>
    /// <param name="values">One number per row; NaN is missing.</param>
    public NumericColumn(string name, double[] values) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
    }

    /// <summary>The numbers, one per row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The number of one row.</summary>
    /// <param name="row">Row, in [0, <see cref="Column.Count"/>).</param>
    public double this[int row] => _values[row];

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Numeric;

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override int MissingCount => _values.Count(double.IsNaN);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values[row]);

    /// <inheritdoc/>
    public override string Text(int row) => IsMissing(row) ? "" : _values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var values = new double[rows.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[rows[i]];
        }

        return new NumericColumn(Name, values);
    }

    /// <inheritdoc/>
    public override Column Concat(Column other) => new NumericColumn(Name, [.. _values, .. Same<NumericColumn>(other)._values]);

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumericColumn(name, _values);
}
