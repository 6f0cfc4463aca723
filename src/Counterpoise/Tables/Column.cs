namespace Counterpoise.Tables;

/// <summary>One named column of a table, of numbers or of categories; it never changes.</summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name, unique within its table.</summary>
    public string Name { get; }

    /// <summary>Whether the cells are numbers or names.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Number of rows without a value.</summary>
    public abstract int MissingCount { get; }

    /// <summary>Whether row <paramref name="row"/> has no value.</summary>
    /// <param name="row">Row, in [0, <see cref="Count"/>).</param>
    public abstract bool IsMissing(int row);

    /// <summary>
    /// The cell as text in the invariant culture, or as it was read where the column keeps that; empty when it is missing.
    /// </summary>
    /// <param name="row">Row, in [0, <see cref="Count"/>).</param>
    public abstract string Text(int row);

    /// <summary>The rows at these places, in this order; a place may stand more than once.</summary>
    /// <param name="rows">Places, each in [0, <see cref="Count"/>).</param>
    public abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>This column followed by another of the same name and kind; unknown categories are added to the dictionary.</summary>
    /// <param name="other">The rows to add.</param>
    /// <exception cref="ArgumentException">Name or kind differ.</exception>
    public abstract Column Concat(Column other);

    /// <summary>The same cells under another name.</summary>
    /// <param name="name">The new name, not empty.</param>
    public abstract Column Rename(string name);

    private protected T Same<T>(Column other) where T : Column
    {
        ArgumentNullException.ThrowIfNull(other);
        return other is T same && other.Name == Name
            ? same
            : throw new ArgumentException(
                $"column '{other.Name}' ({other.Kind}) cannot follow column '{Name}' ({Kind}): name and kind must agree; rename or "
                + $"convert it first", nameof(other));
    }

    private protected static string?[]? SelectTexts(string?[]? texts, ReadOnlySpan<int> rows)
    {
        if (texts is null)
            return null;
        var selected = new string?[rows.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            selected[i] = texts[rows[i]];
        }

        return selected;
    }

    private protected static string?[]? ConcatTexts(string?[]? left, int leftRows, string?[]? right, int rightRows) =>
        left is null && right is null ? null : [.. left ?? new string?[leftRows], .. right ?? new string?[rightRows]];
}
