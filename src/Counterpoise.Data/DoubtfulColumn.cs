using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>A column that was read as categorical, although it may hold something else, or although its texts look like numbers.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Doubt">Why.</param>
/// <param name="Numbers">Values that are plain numbers.</param>
/// <param name="Others">Values that are not; missing values are neither. With leading zeros and long integers those values.</param>
/// <param name="First">The first of the others, up to three.</param>
public sealed record DoubtfulColumn(string Name, ColumnDoubt Doubt, long Numbers, long Others, IReadOnlyList<TextCell> First)
{
    /// <summary>
    /// From this share of numbers, and of texts such as <c>-</c> and <c>n.a.</c>, among the values that are there, a categorical column is
    /// doubtful.
    /// </summary>
    public const double NumberShare = 0.95;

    /// <summary>The format in which its values would be numbers, or null.</summary>
    public NumberFormat? Format { get; init; }

    /// <summary>
    /// A second format in which they would be other numbers: <c>1,234</c> is twelve hundred or one and a quarter; null where there is none.
    /// </summary>
    public NumberFormat? OtherFormat { get; init; }

    /// <summary>
    /// The units or currencies that its values bear; several must be brought to one before the column can be read as numbers.
    /// </summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>
    /// Whether the values may be something else than names, so that it cannot be said yet whether they tell rows apart as an id does.
    /// </summary>
    public bool IsOpen => Doubt is ColumnDoubt.NotNumbers or ColumnDoubt.WrittenNumbers or ColumnDoubt.SpelledNumbers
        or ColumnDoubt.Dates or ColumnDoubt.NumbersAsText;

    /// <summary>What was found, without advice.</summary>
    public string Finding
    {
        get
        {
            var cells = $"({string.Join(", ", First)}{(Others > First.Count ? ", …" : "")})";
            return Doubt switch
            {
                ColumnDoubt.SpelledNumbers =>
                    $"column '{Names.Short(Name)}' is read as categorical: its values are quantities in a spelling that is not read "
                    + $"{cells}",
                ColumnDoubt.Dates => $"column '{Names.Short(Name)}' is read as categorical: its values are dates {cells}",
                ColumnDoubt.LeadingZeros =>
                    $"column '{Names.Short(Name)}' is read as categorical: {Others} of its {Numbers} numbers "
                    + $"{(Others == 1 ? "begins" : "begin")} with a zero, which a number would lose {cells}",
                ColumnDoubt.LongIntegers =>
                    $"column '{Names.Short(Name)}' is read as categorical: {Others} of its {Numbers} numbers "
                        + $"{(Others == 1 ? "has" : "have")} "
                    + $"more digits than a number keeps {cells}",
                ColumnDoubt.NumbersAsText =>
                    $"column '{Names.Short(Name)}' is read as categorical: it holds texts, and all {Others} of them are numbers {cells}",
                _ => $"column '{Names.Short(Name)}' is read as categorical: {Others} of its {Numbers + Others} values "
                    + $"{(Others == 1 ? "is no number" : "are no numbers")} {cells}",
            };
        }
    }

    /// <summary>What was found, and what to do in C#.</summary>
    public override string ToString() => Doubt switch
    {
        ColumnDoubt.WrittenNumbers when Units.Count > 1 =>
            $"{Finding}; they are numbers with several units ({string.Join(", ", Units)}): bring them to one unit",
        ColumnDoubt.WrittenNumbers =>
            $"{Finding}; {Reading(Format!)}{(OtherFormat is { } other ? $", or {Reading(other)}: say which" : "")}",
        ColumnDoubt.SpelledNumbers => $"{Finding}; write them as plain numbers (seconds, decimals), or say that the column is categorical "
            + $"(Kinds)",
        ColumnDoubt.Dates => $"{Finding}; name it as Time, or leave it out with Exclude",
        ColumnDoubt.LeadingZeros or ColumnDoubt.LongIntegers or ColumnDoubt.NumbersAsText =>
            $"{Finding}; Kinds says that it is categorical, or numeric all the same",
        _ => $"{Finding}; mend them, say that they mean missing (MissingTokens) or that the column is numeric, so that such rows are bad "
            + $"(Kinds), or that it is categorical (Kinds)",
    };

    private static string Reading(NumberFormat format)
    {
        string?[] parts =
        [
            format.DecimalSeparator == ',' ? "a decimal comma (DecimalSeparator ',')" : null,
            format.ThousandsSeparator is { } thousands ? $"a thousands separator (ThousandsSeparator '{thousands}')" : null,
            format.Units ? "units (Units)" : null,
        ];
        return $"with {string.Join(" and ", parts.OfType<string>())} they would be numbers";
    }
}
