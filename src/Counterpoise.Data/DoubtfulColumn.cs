namespace Counterpoise.Data;

/// <summary>A column that was read as names because a few of its values are no numbers, or have a decimal comma.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Numbers">Values that are numbers.</param>
/// <param name="Others">Values that are not; gaps are neither.</param>
/// <param name="First">The first of the others, up to three.</param>
/// <param name="DecimalComma">Whether nearly all values would be numbers with a decimal comma.</param>
public sealed record DoubtfulColumn(string Name, long Numbers, long Others, IReadOnlyList<TextCell> First, bool DecimalComma)
{
    /// <summary>From this share of numbers, and of texts such as <c>-</c> and <c>n.a.</c>, among the values that are there, a column of names is doubtful.</summary>
    public const double NumberShare = 0.95;

    /// <summary>What was found, and what to do.</summary>
    public override string ToString()
    {
        var found = $"column '{Name}' is read as names: {Others} of its {Numbers + Others} values {(Others == 1 ? "is no number" : "are no numbers")} ({string.Join(", ", First)}{(Others > First.Count ? ", …" : "")})";
        return DecimalComma
            ? $"{found}; with a decimal comma they would be: set DecimalSeparator (--decimal , on the command line)"
            : $"{found}; mend them, say that they mean missing (MissingTokens; --missing on the command line) or that the column is numeric, so that such rows are bad (Kinds; --numeric), or that it holds names (--categorical)";
    }
}
