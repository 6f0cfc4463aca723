using System.Globalization;

namespace Counterpoise.Tables;

/// <summary>The class of each row: a code into the list of class names. Every row has a class; a class may be absent.</summary>
public sealed class Labels
{
    private readonly int[] _codes;
    private readonly string[] _classes;

    /// <summary>Creates labels that take both arrays over.</summary>
    /// <param name="name">Name of the target column.</param>
    /// <param name="classes">Class names, without repeats.</param>
    /// <param name="codes">One class per row, in [0, number of classes).</param>
    /// <exception cref="ArgumentException">A class stands twice, or a code has no class.</exception>
    public Labels(string name, string[] classes, int[] codes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(codes);
        Codebook.RequireUnique(classes, $"target '{name}'");
        Codebook.RequireCodes(codes, classes.Length, 0, $"target '{name}'");
        (Name, _classes, _codes) = (name, classes, codes);
    }

    /// <summary>Name of the target column.</summary>
    public string Name { get; }

    /// <summary>The name of each class.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>One class per row.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Number of rows.</summary>
    public int Count => _codes.Length;

    /// <summary>The class of one row.</summary>
    /// <param name="row">Row, in [0, <see cref="Count"/>).</param>
    public int this[int row] => _codes[row];

    /// <summary>Rows of each class; 0 for an absent class.</summary>
    public int[] ClassCounts()
    {
        var counts = new int[_classes.Length];
        foreach (var code in _codes)
        {
            counts[code]++;
        }

        return counts;
    }

    /// <summary>The class with the fewest rows, at least one; ties go to the lower code.</summary>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public int MinorityClass()
    {
        var counts = ClassCounts();
        var present = Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0);
        return present.Any() ? present.MinBy(c => counts[c])
            : throw new InvalidOperationException($"target '{Name}' has no rows, so no class is the rarest");
    }

    /// <summary>The labels at these places, in this order; the list of classes stays.</summary>
    /// <param name="rows">Places, each in [0, <see cref="Count"/>).</param>
    public Labels Select(ReadOnlySpan<int> rows) => new(Name, _classes, Codebook.Select(_codes, rows));

    /// <summary>The same classes over other rows.</summary>
    /// <param name="codes">One class per row, in [0, number of classes).</param>
    public Labels WithCodes(int[] codes) => new(Name, _classes, codes);

    /// <summary>These labels followed by others; unknown classes are added to the list.</summary>
    /// <param name="other">The rows to add.</param>
    public Labels Concat(Labels other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (classes, codes) = Codebook.Concat(_classes, _codes, other._classes, other._codes);
        return new Labels(Name, classes, codes);
    }

    /// <summary>Makes labels of a column. Categories keep the order of their dictionary; numbers are sorted by value.</summary>
    /// <param name="column">The target, without missing values.</param>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    public static Labels FromColumn(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.MissingCount > 0)
        {
            var first = Enumerable.Range(0, column.Count).First(column.IsMissing);
            throw new ArgumentException(
                $"target '{column.Name}' has no value in {column.MissingCount} of {column.Count} rows (the first is row {first}); every "
                + $"row needs a class: drop these rows first", nameof(column));
        }

        if (column is CategoricalColumn categorical)
            return new Labels(column.Name, [.. categorical.Categories], categorical.Codes.ToArray());

        var values = ((NumericColumn)column).Values.ToArray();
        var distinct = values.Distinct().Order().ToArray();
        var codes = Array.ConvertAll(values, value => Array.BinarySearch(distinct, value));
        return new Labels(column.Name, Array.ConvertAll(distinct, v => v.ToString("R", CultureInfo.InvariantCulture)), codes);
    }
}
