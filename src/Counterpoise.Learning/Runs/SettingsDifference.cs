namespace Counterpoise.Learning.Runs;

/// <summary>Where the settings of two runs differ.</summary>
internal static class SettingsDifference
{
    private const int ShortestHash = 16;

    /// <summary>
    /// A text for each value that differs, such as <c>epochs was 8, now 9</c>, in ordinal order of the settings; empty where all agree.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> now) =>
        [.. found.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(name => found.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => Describe(name, found.GetValueOrDefault(name), now.GetValueOrDefault(name)))];

    private static string Describe(string name, string? found, string? now) => IsHash(found) && IsHash(now) ? $"{name} is not the same"
        : $"{name} was {found ?? "not set"}, now {now ?? "not set"}";

    private static bool IsHash(string? value) => value is { Length: >= ShortestHash } && value.All(char.IsAsciiHexDigitLower);
}
