namespace Counterpoise.Cli;

/// <summary>Lists on the command line: repeated, separated by blanks or by commas.</summary>
internal static class Lists
{
    public static string[] Of(string[]? values) => [.. (values ?? [])
        .SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
}
