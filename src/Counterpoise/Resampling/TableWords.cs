using System.Globalization;
using System.Text.RegularExpressions;

namespace Counterpoise.Resampling;

/// <summary>A resampler is given numbers, and its messages call classes and columns by theirs; of a table both have names.</summary>
internal static partial class TableWords
{
    /// <summary>Runs a resampler and puts its notes, or the message of what it refuses, in words.</summary>
    /// <param name="resample">Gives the resampler its numbers.</param>
    /// <param name="classes">Names of the classes, by code.</param>
    /// <param name="columns">Names of the columns that the resampler is given.</param>
    /// <exception cref="ArgumentException">The resampler refuses.</exception>
    internal static ResampleResult Run(Func<ResampleResult> resample, IReadOnlyList<string> classes, IReadOnlyList<string> columns)
    {
        try
        {
            var result = resample();
            return result.Notes.Count == 0 ? result : result.With([.. result.Notes.Select(n => Of(n, classes, columns))]);
        }
        catch (ArgumentException refusal) when (Of(refusal.Message, classes, columns) is var words && words != refusal.Message)
        {
            throw new ArgumentException(words, refusal);
        }
    }

    private static string Of(string message, IReadOnlyList<string> classes, IReadOnlyList<string> columns)
    {
        string Class(string code) => At(classes, code) is { } name ? $"'{name}'" : code;
        message = ClassCode().Replace(message, m => Class(m.Value));
        message = ClassCodes().Replace(message, m => string.Join(", ", m.Value.Split(", ").Select(Class)));
        return ColumnNumber().Replace(message, m => At(columns, m.Value) is { } name ? $"'{name}'" : m.Value);
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
