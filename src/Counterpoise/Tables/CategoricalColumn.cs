namespace Counterpoise.Tables;

/// <summary>A column of names kept as codes into a dictionary; code -1 is a missing value.</summary>
public sealed class CategoricalColumn : Column
{
    private readonly int[] _codes;
    private readonly string[] _categories;

    /// <summary>Creates a column that takes both arrays over.</summary>
    /// <param name="name">Name, not empty.</param>
    /// <param name="categories">The dictionary, without repeats; a category need not occur.</param>
    /// <param name="codes">One code per row, in [-1, number of categories); -1 is missing.</param>
    /// <exception cref="ArgumentException">A category stands twice, or a code has no category.</exception>
    public CategoricalColumn(string name, string[] categories, int[] codes) : base(name)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(codes);
        Codebook.RequireUnique(categories, $"column '{name}'");
        Codebook.RequireCodes(codes, categories.Length, -1, $"column '{name}'");
        (_categories, _codes) = (categories, codes);
    }

    /// <summary>The dictionary: the name of each code.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>One code per row; -1 is missing.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Categorical;

    /// <inheritdoc/>
    public override int Count => _codes.Length;

    /// <inheritdoc/>
    public override int MissingCount => _codes.Count(code => code < 0);

    /// <summary>Creates a column from names; the dictionary is in ordinal order.</summary>
    /// <param name="name">Name, not empty.</param>
    /// <param name="values">One name per row; null is missing.</param>
    public static CategoricalColumn FromValues(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var categories = Codebook.Sorted(values);
        return new CategoricalColumn(name, categories, Codebook.Encode(categories, values));
    }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] < 0;

    /// <inheritdoc/>
    public override string Text(int row) => _codes[row] < 0 ? "" : _categories[_codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) => new CategoricalColumn(Name, _categories, Codebook.Select(_codes, rows));

    /// <inheritdoc/>
    public override Column Concat(Column other)
    {
        var right = Same<CategoricalColumn>(other);
        var (categories, codes) = Codebook.Concat(_categories, _codes, right._categories, right._codes);
        return new CategoricalColumn(Name, categories, codes);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new CategoricalColumn(name, _categories, _codes);
}
