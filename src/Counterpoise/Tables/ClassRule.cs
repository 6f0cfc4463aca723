using System.Globalization;

namespace Counterpoise.Tables;

/// <summary>
/// Makes two classes of a column of numbers, such as <c>&gt;0</c> of counted defects: the rows for which it holds, and the others. The
/// classes are named by the rule and its opposite, <c>&gt;0</c> and <c>&lt;=0</c>.
/// </summary>
public sealed record ClassRule
{
    private static readonly (string Sign, string Opposite)[] Signs =
        [(">=", "<"), ("<=", ">"), ("!=", "="), ("==", "!="), (">", "<="), ("<", ">="), ("=", "!=")];

    private ClassRule(string sign, string opposite, double value) => (Sign, Opposite, Value) = (sign == "==" ? "=" : sign, opposite, value);

    /// <summary>How a number is compared: <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>=</c> or <c>!=</c>.</summary>
    public string Sign { get; }

    /// <summary>What it is compared with.</summary>
    public double Value { get; }

    private string Opposite { get; }

    /// <summary>Name of the class of rows for which the rule holds: the positive one.</summary>
    public string Positive => Name(Sign);

    /// <summary>Name of the class of the other rows.</summary>
    public string Negative => Name(Opposite);

    /// <summary>Reads a rule such as <c>&gt;0</c>, <c>&gt;= 2.5</c> or <c>!=0</c>.</summary>
    /// <param name="text">A sign and a number with a decimal point.</param>
    /// <exception cref="FormatException">It is no rule.</exception>
    public static ClassRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (sign, opposite) in Signs)
        {
            if (text.Trim().StartsWith(sign, StringComparison.Ordinal)
                && SchemaInference.TryNumber(text.Trim()[sign.Length..].Trim(), out var value))
                return new ClassRule(sign, opposite, value);
        }

        throw new FormatException($"'{text}' is no rule for the positive class; expected one of > >= < <= = != and a number, such as '>0'");
    }

    /// <summary>Whether the rule holds for a number.</summary>
    /// <param name="number">The number; for NaN no rule holds.</param>
    public bool Holds(double number) => Sign switch
    {
        ">" => number > Value,
        ">=" => number >= Value,
        "<" => number < Value,
        "<=" => number <= Value,
        "=" => number == Value,
        _ => number != Value && !double.IsNaN(number),
    };

    /// <summary>Makes the two classes; the negative one is class 0.</summary>
    /// <param name="column">Numbers, none missing.</param>
    /// <exception cref="ArgumentException">The column is categorical, or a value is missing.</exception>
    public Labels Apply(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column is not NumericColumn numbers)
            throw new ArgumentException(
                $"target '{column.Name}' is categorical, and the rule '{Positive}' is for numbers: leave the rule out, or mend the texts "
                + $"that are no numbers", nameof(column));
        return Array.FindIndex(numbers.Values.ToArray(), double.IsNaN) is var gap and >= 0
            ? throw new ArgumentException($"target '{column.Name}' has no value in row {gap}; every row needs one", nameof(column))
            : new Labels(column.Name, [Negative, Positive], Array.ConvertAll(numbers.Values.ToArray(), v => Holds(v) ? 1 : 0));
    }

    /// <inheritdoc/>
    public override string ToString() => Positive;

    private string Name(string sign) => string.Create(CultureInfo.InvariantCulture, $"{sign}{Value:R}");
}
