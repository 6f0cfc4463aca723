using System.Text.RegularExpressions;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>Quantities that people write in a way that no format of numbers reads, and that would pass for names.</summary>
internal static partial class SpelledNumber
{
    /// <summary>A number below or above what could be measured, or a rough one, such as <c>&lt;0.1</c> and <c>~1.2</c>.</summary>
    public static bool IsLimit(string text) => text.Length > 1 && text[0] is ('<' or '>' or '≤' or '≥' or '~' or '≈')
        && SchemaInference.TryNumber(text[1..].TrimStart('=', ' '), out _);

    /// <summary>
    /// A time of day or duration (<c>12:30:05</c>), a hexadecimal number (<c>0x1f</c>), a fraction (<c>1/100</c>), a value with its
    /// error (<c>1.2±0.1</c>) or a power of ten (<c>1.2x10^3</c>).
    /// </summary>
    public static bool Is(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[+-]?(\d{1,3}:[0-5]\d(:[0-5]\d([.,]\d+)?)?(\s?[AaPp]\.?[Mm]\.?)?|0[xX][0-9a-fA-F]{1,16}|\d{1,4}\s?/\s?\d{1,5}"
        + @"|\d+([.,]\d+)?\s?(±|\+/-|\+-)\s?\d+([.,]\d+)?|\d+([.,]\d+)?\s?[x×*·]\s?10\^?[-−+]?\d{1,3})$", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
