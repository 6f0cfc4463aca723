using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Tables;

namespace Counterpoise.Resampling;

/// <summary>A resampler is given numbers, and its messages call classes and columns by theirs; of a table both have names.</summary>
internal static partial class TableWords
{
    /// <summary>The message with the names of classes and columns in place of their numbers.</summary>
    internal static string Of(string message, Table table)
    {
        var labels = table.RequireLabels();
        string Class(string code) => At(labels.Classes, code) is { } name ? $"'{name}'" : code;
        message = ClassCode().Replace(message, m => Class(m.Value));
        message = ClassCodes().Replace(message, m => string.Join(", ", m.Value.Split(", ").Select(Class)));
        return ColumnNumber().Replace(message, m => At([.. table.Columns.Select(c => c.Name)], m.Value) is { } name ? $"'{name}'" : m.Value);
    }

    private static string? At(IReadOnlyList<string> names, string place) =>
        int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < names.Count ? names[i] : null;

    [GeneratedRegex(@"(?<=\bclass )\d+\b")]
    private static partial Regex ClassCode();

    [GeneratedRegex(@"(?<=\bfound classes )\d+(, \d+)*\b")]
    private static partial Regex ClassCodes();

    [GeneratedRegex(@"(?<=\brow \d+, column )\d+\b")]
    private static partial Regex ColumnNumber();
}
