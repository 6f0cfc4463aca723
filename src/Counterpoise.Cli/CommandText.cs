namespace Counterpoise.Cli;

/// <summary>A command line as it is written into results, to be run again.</summary>
internal static class CommandText
{
    /// <summary>The program's name and the words; words with blanks, and empty ones, stand in quotes.</summary>
    public static string Of(IEnumerable<string> words) =>
        $"counterpoise {string.Join(' ', words.Select(w => w.Length == 0 || w.Contains(' ', StringComparison.Ordinal) ? $"'{w}'" : w))}";
}
