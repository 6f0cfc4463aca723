using System.Globalization;
using System.Numerics;

namespace Counterpoise.Tables;

/// <summary>
/// The texts of classes and groups are names, also where they look like numbers: <c>007</c> is not <c>7</c>, and an integer that no double
/// holds keeps every digit. Only plain numbers that are equal, such as <c>1</c> and <c>1.0</c>, are one class.
/// </summary>
public static class ClassTexts
{
    /// <summary>Integers with more digits than this may be no double's value: 2^53 has 16.</summary>
    private const int SafeDigits = 15;

    // The largest double has 309 digits.
    private const int MostDigits = 308;

    /// <summary>
    /// The plain number that a text is, or null where it is a name: no number, one with leading zeros, or an integer that a double would
    /// change.
    /// </summary>
    /// <param name="text">The text; outer blanks do not matter.</param>
    public static double? PlainNumber(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SchemaInference.TryNumber(text, out var number) && !HasLeadingZeros(text) && !IsBeyondDouble(text) ? number : null;
    }

    /// <summary>Whether a text is an integer that begins with a zero which a number would lose, such as <c>00501</c>.</summary>
    /// <param name="text">The text; outer blanks do not matter.</param>
    public static bool HasLeadingZeros(ReadOnlySpan<char> text)
    {
        var digits = text.Trim().TrimStart("+-");
        return digits.Length > 1 && digits[0] == '0' && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>Whether a text is an integer that a double would change, such as 9007199254740993.</summary>
    /// <param name="text">The text; outer blanks do not matter.</param>
    public static bool IsBeyondDouble(ReadOnlySpan<char> text)
    {
        var whole = text.Trim();
        var digits = whole.TrimStart("+-");
        // 9007199254740993.0, as a column of numbers with missing values is written.
        if (digits.IndexOf('.') is var point and > 0 && digits[(point + 1)..].IndexOfAnyExcept('0') < 0)
            digits = digits[..point];
        return digits.Length > SafeDigits && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && (digits.Length > MostDigits || new BigInteger(double.Parse(digits, CultureInfo.InvariantCulture)) != BigInteger.Parse(
                digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether two texts name one class: equal texts, or plain numbers of equal value, such as <c>0</c> and <c>0.0</c>.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool Same(string left, string right) => left == right
        || (PlainNumber(left) is { } a && PlainNumber(right) is { } b && a == b);

    /// <summary>The place of a class in a list: of the same text, else of the same plain number; -1 where it is not in it.</summary>
    /// <param name="classes">Names of classes.</param>
    /// <param name="name">The name to find.</param>
    public static int IndexOf(IReadOnlyList<string> classes, string name)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var (exact, equal) = (-1, -1);
        for (var i = 0; i < classes.Count && exact < 0; i++)
        {
            exact = classes[i] == name ? i : -1;
            equal = equal < 0 && Same(classes[i], name) ? i : equal;
        }

        return exact >= 0 ? exact : equal;
    }

    /// <summary>Names in the order in which people look for them: plain numbers by value where all are, else ordinal.</summary>
    /// <param name="names">The names.</param>
    public static string[] InOrder(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.All(n => PlainNumber(n) is not null) ? [.. all.OrderBy(n => PlainNumber(n)!.Value)
            .ThenBy(n => n, StringComparer.Ordinal)] : [.. all.Order(StringComparer.Ordinal)];
    }
}
