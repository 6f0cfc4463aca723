namespace Counterpoise.Workflows;

/// <summary>A command line as it is written into results and messages, to be run again by a shell.</summary>
internal static class CommandText
{
    /// <summary>The program's name and the words, each quoted where a shell would take it for something else.</summary>
    public static string Of(IEnumerable<string> words) => $"counterpoise {string.Join(' ', words.Select(Quote))}";

    /// <summary>A word as a POSIX shell reads it back: as it is where it holds nothing special, else in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Letters, digits and what no shell gives a meaning.</summary>
    private static bool IsPlain(char c) => char.IsLetterOrDigit(c)
        || c is '-' or '_' or '.' or '/' or ':' or ',' or '=' or '+' or '@' or '%';
}
