using System.Text.RegularExpressions;

namespace Counterpoise.Data.DuckDb;

/// <summary>Names, texts and paths as SQL takes them.</summary>
internal static partial class SqlText
{
    /// <summary>A name in double quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The path of one file, in which a bracket, star or question mark stands for itself.</summary>
    public static string Path(string path) => Literal(Wildcard().Replace(System.IO.Path.GetFullPath(path), "[$0]"));

    [GeneratedRegex(@"[\[*?]")]
    private static partial Regex Wildcard();
}
