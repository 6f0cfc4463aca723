namespace Counterpoise.Tables;

/// <summary>Turns each categorical column into one 0/1 column per category of the training rows, named <c>column=category</c>.</summary>
/// <remarks>
/// A missing or unknown category is 0 in all its columns, as in scikit-learn's OneHotEncoder with <c>handle_unknown="ignore"</c>.
/// Only categories that occur in the training rows get a column. Numeric columns pass unchanged and keep their place.
/// </remarks>
public sealed class OneHotEncoder
{
    private readonly Dictionary<string, string[]> _categories;

    internal OneHotEncoder(Dictionary<string, string[]> categories) => _categories = categories;

    internal IReadOnlyDictionary<string, string[]> Categories => _categories;

    /// <summary>Learns the categories of each categorical column.</summary>
    /// <param name="training">Training rows only.</param>
    public static OneHotEncoder Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new OneHotEncoder(training.Columns.OfType<CategoricalColumn>().ToDictionary(c => c.Name, Occurring, StringComparer.Ordinal));
    }

    /// <summary>Number of columns that a column becomes.</summary>
    internal int Width(Column column) => column is CategoricalColumn ? _categories[column.Name].Length : 1;

    /// <summary>Encodes any rows of the same columns.</summary>
    /// <param name="table">Rows to transform.</param>
    /// <exception cref="ArgumentException">A categorical column was not there when the categories were learned.</exception>
    public Table Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.With([.. table.Columns.SelectMany(c => c is CategoricalColumn names ? Encode(names) : [c])]);
    }

    private static string[] Occurring(CategoricalColumn column)
    {
        var occurs = new bool[column.Categories.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
                occurs[code] = true;
        }

        return [.. column.Categories.Where((_, code) => occurs[code])];
    }

    private IEnumerable<Column> Encode(CategoricalColumn column)
    {
        if (!_categories.TryGetValue(column.Name, out var categories))
            throw new ArgumentException($"column '{column.Name}' was not among the training columns {string.Join(", ", _categories.Keys)}");
        foreach (var category in categories)
        {
            var code = column.Categories.ToList().IndexOf(category);
            yield return new NumericColumn($"{column.Name}={category}",
                Array.ConvertAll(column.Codes.ToArray(), c => c >= 0 && c == code ? 1.0 : 0.0));
        }
    }
}
