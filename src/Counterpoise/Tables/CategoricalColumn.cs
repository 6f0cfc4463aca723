namespace Counterpoise.Tables;

/// <summary>A categorical column kept as codes into a dictionary; code -1 is a missing value.</summary>
public sealed class CategoricalColumn : Column
{
    private readonly int[] _codes;
    private readonly string[] _categories;
    private readonly string?[]? _texts;

    /// <summary>Creates a column that takes both arrays over.</summary>
    /// <param name="name">Name, not empty.</param>
    /// <param name="categories">The dictionary, without repeats; a category need not occur.</param>
    /// <param name="codes">One code per row, in [-1, number of categories); -1 is missing.</param>
    /// <param name="texts">The text of each row as it was read, where that is not its category, such as the <c>NA</c> of a missing value;
    /// null elsewhere, and null (default) for all.</param>
    /// <exception cref="ArgumentException">A category stands twice, a code has no category, or there are not as many texts as
    /// codes.</exception>
    public CategoricalColumn(string name, string[] categories, int[] codes, string?[]? texts = null) : base(name)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(codes);
        Codebook.RequireUnique(categories, $"column '{name}'");
        Codebook.RequireCodes(codes, categories.Length, -1, $"column '{name}'");
        if (texts is not null && texts.Length != codes.Length)
            throw new ArgumentException($"column '{name}' has {codes.Length} rows and {texts.Length} texts: they must agree",
                nameof(texts));
        (_categories, _codes, _texts) = (categories, codes, texts);
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
    public override string Text(int row) => _texts?[row] is { } text ? text : _codes[row] < 0 ? "" : _categories[_codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) =>
        new CategoricalColumn(Name, _categories, Codebook.Select(_codes, rows), SelectTexts(_texts, rows));

    /// <inheritdoc/>
    public override Column Concat(Column other)
    {
        var right = Same<CategoricalColumn>(other);
        var (categories, codes) = Codebook.Concat(_categories, _codes, right._categories, right._codes);
        return new CategoricalColumn(Name, categories, codes, ConcatTexts(_texts, Count, right._texts, right.Count));
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new CategoricalColumn(name, _categories, _codes, _texts);
}
