namespace Counterpoise.Data;

/// <summary>Names and texts of files as messages show them: a message must be readable, whatever the file holds.</summary>
internal static class Names
{
    private const int LongestName = 80;
    private const int MostNames = 20;

    /// <summary>A text without line breaks and control characters, cut where it is long.</summary>
    public static string Short(string text)
    {
        var cut = text.Length > LongestName ? $"{text[..LongestName]}… ({text.Length} characters)" : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : cut;
    }

    /// <summary>The first names of a list, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        $"{string.Join(", ", names.Take(MostNames).Select(Short))}"
            + $"{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
}
