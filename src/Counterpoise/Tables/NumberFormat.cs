using System.Text.RegularExpressions;
using Counterpoise.Messages;

namespace Counterpoise.Tables;

/// <summary>
/// How numbers are written by people: with a decimal point or comma, with groups of three digits parted by a separator, and with a currency
/// sign, a percent sign or a unit. Nothing is guessed: a text that does not follow the format is no number.
/// </summary>
public sealed partial record NumberFormat
{
    /// <summary>The decimal separator: '.' (default) or ','.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>
    /// The thousands separator: ',' '.' '\'' '_' or ' ' (any kind of blank), or null (default) where they are not parted.
    /// </summary>
    public char? ThousandsSeparator { get; init; }

    /// <summary>
    /// Whether a number may stand with a sign of currency, a percent sign or a unit, before or behind it, or in brackets where it is
    /// negative. Default false.
    /// </summary>
    public bool Units { get; init; }

    /// <summary>Whether the format is that of plain numbers in the invariant culture.</summary>
    public bool IsPlain => DecimalSeparator == '.' && ThousandsSeparator is null && !Units;

    /// <summary>Says what is wrong with the format, or null.</summary>
    public Message? Fault() =>
        DecimalSeparator is not ('.' or ',')
            ? (Message)$"{new SettingPart(nameof(DecimalSeparator))} is '{DecimalSeparator}'; expected '.' or ','"
        : ThousandsSeparator is not (null or ',' or '.' or '\'' or '_' or ' ')
            ? (Message)$"{new SettingPart(nameof(ThousandsSeparator))} is '{ThousandsSeparator}'; expected ',' '.' ''' '_' or a blank"
        : ThousandsSeparator == DecimalSeparator
            ? (Message)($"{new SettingPart(nameof(ThousandsSeparator))} and {new SettingPart(nameof(DecimalSeparator))} are both "
                + $"'{DecimalSeparator}'; expected two different characters")
        : null;

    /// <summary>Reads a number that is written in this format.</summary>
    /// <param name="text">The text; outer blanks do not matter.</param>
    /// <param name="value">The number, as it stands before its unit: <c>12 %</c> is 12.</param>
    /// <param name="unit">The currency or unit as it is written, empty where there is none.</param>
    public bool TryParse(string text, out double value, out string unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        (value, unit) = (double.NaN, "");
        var number = text.Trim();
        var negative = false;
        if (Units && !TryNumber(number, out value))
        {
            if (Written().Match(Plain(number)) is not { Success: true } match || match.Groups["before"].Length > 0
                && match.Groups["after"].Length > 0)
                return false;
            (unit, number) = (match.Groups["before"].Value + match.Groups["after"].Value, match.Groups["number"].Value);
            var open = match.Groups["open"].Length > 0;
            if (open != match.Groups["close"].Length > 0)
                return false;
            string[] signs = [match.Groups["first"].Value, match.Groups["second"].Value, match.Groups["last"].Value];
            if (signs.Count(s => s.Length > 0) + (open ? 1 : 0) > 1)
                return false;
            negative = open || signs.Contains("-");
        }

        if (!TryNumber(number, out value))
            return false;
        value = negative ? -value : value;
        return true;
    }

    private bool TryNumber(string number, out double value)
    {
        value = double.NaN;
        number = Ascii(number);
        if (ThousandsSeparator is { } thousands)
        {
            if (Ungrouped(Plain(number), thousands) is not { } whole)
                return false;
            number = whole;
        }

        return DecimalSeparator == '.' ? SchemaInference.TryNumber(number, out value)
            : !number.Contains('.', StringComparison.Ordinal) && SchemaInference.TryNumber(number.Replace(',', '.'), out value);
    }

    /// <summary>The number without its separators, where each stands behind three digits from the next; else null.</summary>
    private string? Ungrouped(string number, char thousands)
    {
        if (!number.Contains(thousands, StringComparison.Ordinal))
            return number;
        var end = number.IndexOf(DecimalSeparator, StringComparison.Ordinal) is var at and >= 0 ? at : number.Length;
        var groups = number[..end].TrimStart('+', '-').Split(thousands);
        // 1,234,567, and 12,34,567 as it is written in India; nobody parts off a group that is 0, so 0,199 has a decimal comma.
        return groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0' && groups.All(g => g.All(char.IsAsciiDigit))
            && groups[^1].Length == 3
            && (groups[1..].All(g => g.Length == 3) || (groups[0].Length <= 2 && groups[1..^1].All(g => g.Length == 2)))
            && !number.AsSpan(end).Contains(thousands)
            ? number.Replace(thousands.ToString(), "", StringComparison.Ordinal)
            : null;
    }

    /// <summary>All kinds of blanks, minus signs and apostrophes as the plain one.</summary>
    /// <summary>Digits of any script and the minus sign of typography as those of ASCII: they are no other numbers.</summary>
    private static string Ascii(string text) => text.All(char.IsAscii) ? text
        : string.Concat(text.Select(c => c == '\u2212' ? '-' : c > 127 && char.IsDigit(c)
            ? (char)('0' + (int)char.GetNumericValue(c)) : c));

    private static string Plain(string text) => text.IndexOfAny(['\u00A0', '\u202F', '\u2009', '\u2212', '\u2019']) < 0 ? text
        : text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2009', ' ').Replace('\u2212', '-').Replace('\u2019', '\'');

    [GeneratedRegex(
        @"\A(?<open>\()?(?<first>[+-])? ?(?:(?<before>[A-Za-z]{0,3}\p{Sc}|[A-Z]{3}(?= )|(?:Rs|kr|Fr)\.?(?= ?[0-9])) ?)?(?<second>[+-])?" +
        @"(?<number>[0-9.,](?:[0-9.,'_ ]*[0-9.,])?(?:[eE][+-]?[0-9]+)?) ?"
        + @"(?<after>[%\u2030]|\p{Sc}|[°\u00B5\u03BC]?\p{L}[\p{L}\p{N}/²³.]{0,7}|°)?(?<last>-)?(?<close>\))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
