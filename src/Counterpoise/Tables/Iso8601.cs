using System.Globalization;
using System.Text.RegularExpressions;

namespace Counterpoise.Tables;

/// <summary>
/// Reads the dates of ISO 8601, year first, and nothing else: <c>2023-02-01</c>, <c>2023-02</c>, <c>2023-W05-3</c>, <c>2023-032</c>, and a
/// date with a time behind <c>T</c> or a blank, such as <c>2023-02-01T13:45:10.5+01:00</c>. The order of day and month is never guessed.
/// </summary>
/// <remarks>
/// Reference: ISO 8601-1:2019, extended format. Digits beyond a ten-millionth of a second are cut off; a time without a zone is UTC.
/// </remarks>
public static partial class Iso8601
{
    /// <summary>Reads a date, or a date and time, as seconds since 1970-01-01 in UTC.</summary>
    /// <param name="text">The text; outer blanks do not matter.</param>
    /// <param name="seconds">Seconds since 1970-01-01T00:00:00Z, negative before it.</param>
    public static bool TryParse(string? text, out double seconds)
    {
        seconds = double.NaN;
        if (text is null || Shape().Match(text.Trim()) is not { Success: true } match || Day(match) is not { } day)
            return false;
        // A time of day belongs to a day, not to a month or a week.
        if (match.Groups["hour"].Success && !match.Groups["day"].Success && !match.Groups["ordinal"].Success
            && !match.Groups["weekday"].Success)
            return false;
        if (!match.Groups["hour"].Success)
        {
            seconds = (day - DateTime.UnixEpoch).TotalSeconds;
            return true;
        }

        int hour = Number(match, "hour"), minute = Number(match, "minute"), second = Number(match, "second");
        if (hour > 23 || minute > 59 || second > 59 || Offset(match.Groups["zone"].ValueSpan) is not { } offset)
            return false;
        var ticks = match.Groups["fraction"] is { Success: true, Value: var digits }
            ? long.Parse(digits.PadRight(7, '0').AsSpan(0, 7), CultureInfo.InvariantCulture) : 0;
        seconds = (day - DateTime.UnixEpoch + new TimeSpan(hour, minute, second) - offset).TotalSeconds
            + (ticks / (double)TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Whether a date with a time of day names its time zone.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is no such date, or a date without a time of day.</returns>
    public static bool? HasZone(string? text) => text is not null && Shape().Match(text.Trim()) is { Success: true } match
        && match.Groups["hour"].Success ? match.Groups["zone"].Success : null;

    private static DateTime? Day(Match match)
    {
        var year = Number(match, "year");
        if (year == 0)
            return null;
        if (match.Groups["week"].Success)
        {
            var (week, weekday) = (Number(match, "week"), match.Groups["weekday"].Success ? Number(match, "weekday") : 1);
            return week < 1 || week > ISOWeek.GetWeeksInYear(year) || year > 9998 ? null
                : ISOWeek.ToDateTime(year, week, (DayOfWeek)(weekday % 7));
        }

        if (match.Groups["ordinal"].Success)
            return Number(match, "ordinal") is var ordinal && ordinal >= 1 && ordinal <= (DateTime.IsLeapYear(year) ? 366 : 365)
                ? new DateTime(year, 1, 1).AddDays(ordinal - 1) : null;
        var (month, day) = (Number(match, "month"), match.Groups["day"].Success ? Number(match, "day") : 1);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day) : null;
    }

    /// <summary>The offset of a zone from UTC; none is UTC, and null is none that there is.</summary>
    private static TimeSpan? Offset(ReadOnlySpan<char> zone)
    {
        if (zone.Length <= 1)
            return TimeSpan.Zero;
        var digits = zone[1..].ToString().Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        int hours = int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture),
            minutes = int.Parse(digits.AsSpan(2, 2), CultureInfo.InvariantCulture);
        if (hours > 18 || minutes > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone[0] is '-' or '\u2212' ? -offset : offset;
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } found
        ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?:W(?<week>[0-9]{2})(?:-(?<weekday>[1-7]))?|(?<ordinal>[0-9]{3})|(?<month>[0-9]{2})(?:-(?<day>[0-9]{2}))?)" +
        @"(?:[Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,12}))?)? ?"
        + @"(?<zone>[Zz]|[+\-\u2212][0-9]{2}(?::?[0-9]{2})?)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
