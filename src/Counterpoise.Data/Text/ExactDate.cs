using System.Globalization;
using Counterpoise.Messages;

namespace Counterpoise.Data.Text;

/// <summary>Reads dates that are written in one named format, and no others.</summary>
internal static class ExactDate
{
    private static readonly SettingPart s_format = new(nameof(TableReadOptions.TimeFormat));

    /// <summary>Why a format cannot be used, or null.</summary>
    public static Message? Fault(string format)
    {
        var bare = string.Concat(format.Split('\'').Where((_, i) => i % 2 == 0));
        return !bare.Contains('y', StringComparison.Ordinal)
            ? (Message)$"{s_format} is '{format}'; expected a format with a year, such as dd/MM/yyyy or dd.MM.yyyy HH:mm"
            : bare.Contains('h', StringComparison.Ordinal) && !bare.Contains('t', StringComparison.Ordinal)
                ? (Message)$"{s_format} is '{format}': hh counts to 12 and needs tt for AM and PM; HH counts to 23"
            : bare.Contains('d', StringComparison.Ordinal) && !bare.Contains('M', StringComparison.Ordinal)
                ? (Message)$"{s_format} is '{format}': it has a day and no month (MM; mm are minutes)"
            : null;
    }

    /// <summary>Reads a date as seconds since 1970 in UTC.</summary>
    public static bool TryParse(string text, string format, out double seconds)
    {
        const DateTimeStyles Styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowLeadingWhite
                | DateTimeStyles.AllowTrailingWhite;
        // A single letter would be one of .NET's standard formats.
        var read = DateTimeOffset.TryParseExact(text, format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture, Styles,
            out var date);
        seconds = read ? (date - DateTimeOffset.UnixEpoch).TotalSeconds : double.NaN;
        return read;
    }
}
