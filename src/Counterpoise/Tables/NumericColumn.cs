using System.Globalization;

namespace Counterpoise.Tables;

/// <summary>A column of numbers; NaN is a missing value.</summary>
public sealed class NumericColumn : Column
{
    private readonly double[] _values;
    private readonly string?[]? _texts;

    /// <summary>Creates a column that takes the arrays over.</summary>
    /// <param name="name">Name, not empty.</param>
    /// <param name="values">One number per row; NaN is missing.</param>
    /// <param name="texts">The text of each row as it was read, where that is not the shortest way to write the number; null where it is,
    /// and null (default) for all.</param>
    /// <exception cref="ArgumentException">There are not as many texts as numbers.</exception>
    public NumericColumn(string name, double[] values, string?[]? texts = null) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (texts is not null && texts.Length != values.Length)
            throw new ArgumentException($"column '{name}' has {values.Length} numbers and {texts.Length} texts: they must agree",
                nameof(texts));
        (_values, _texts) = (values, texts);
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
    public override string Text(int row) => _texts?[row] is { } text ? text : IsMissing(row) ? ""
        : _values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The same column with a number for its missing values; what the other cells were read as is kept.</summary>
    /// <param name="value">The number.</param>
    public NumericColumn Fill(double value) => new(
        Name,
        Array.ConvertAll(_values, v => double.IsNaN(v) ? value : v),
        _texts is null ? null : [.. _texts.Select((t, i) => double.IsNaN(_values[i]) ? null : t)]);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var values = new double[rows.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[rows[i]];
        }

        return new NumericColumn(Name, values, SelectTexts(_texts, rows));
    }

    /// <inheritdoc/>
    public override Column Concat(Column other)
    {
        var right = Same<NumericColumn>(other);
        return new NumericColumn(Name, [.. _values, .. right._values], ConcatTexts(_texts, Count, right._texts, right.Count));
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumericColumn(name, _values, _texts);
}
