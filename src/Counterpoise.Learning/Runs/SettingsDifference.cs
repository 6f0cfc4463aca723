using System.Text.RegularExpressions;

namespace Counterpoise.Learning.Runs;

/// <summary>Where the settings of two runs differ, down to the single value: settings are texts, some of them of whole records.</summary>
internal static partial class SettingsDifference
{
    /// <summary>
    /// A text for each value that differs, such as <c>training: Epochs was 8, now 9</c>, in ordinal order of the settings; empty where all
    /// agree.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> now) =>
        [.. found.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .SelectMany(name => Of(name, "", found.GetValueOrDefault(name), now.GetValueOrDefault(name)))];

    private static IEnumerable<string> Of(string name, string context, string? found, string? now)
    {
        if (found == now)
        {
            return [];
        }

        if (found is null || now is null)
        {
            return [$"{context}{name} was {found ?? "not set"}, now {now ?? "not set"}"];
        }

        if (Hash().IsMatch(found) && Hash().IsMatch(now))
        {
            return [$"{context}{name} is not the same"];
        }

        if (Record().Match(found) is { Success: true } before && Record().Match(now) is { Success: true } after)
        {
            // What a record leaves out has its default.
            var (old, present) = (Fields(before.Groups["fields"].Value), Fields(after.Groups["fields"].Value));
            return [.. Of(name, context, before.Groups["name"].Value, after.Groups["name"].Value),
                .. old.Keys.Union(present.Keys).SelectMany(field =>
                Of(field, context.Length > 0 ? context : $"{name}: ", old.GetValueOrDefault(field, "its default"),
                present.GetValueOrDefault(field, "its default")))];
        }

        // A list of as many values: those that differ.
        var (was, nows) = (Parts(found), Parts(now));
        var differing = was.Count == nows.Count ? Enumerable.Range(0, was.Count).Where(i => was[i] != nows[i]).ToArray()
            : [.. Enumerable.Range(0, 0)];
        return differing.Length > 0
            ? [$"{context}{name} was {string.Join(", ", differing.Select(i => was[i]))}, now "
                + $"{string.Join(", ", differing.Select(i => nows[i]))}"]
            : [$"{context}{name} was {found}, now {now}"];
    }

    private static Dictionary<string, string> Fields(string record) =>
        Parts(record).Select(part => part.Split(" = ", 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "",
            StringComparer.Ordinal);

    /// <summary>Cuts at the commas outside of braces and brackets.</summary>
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is '{' or '[' or '(' ? 1 : text[i] is '}' or ']' or ')' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }

    /// <summary>A record as it prints itself, with or without a name before it: <c>acl: MethodOptions { Positives = 6 }</c>.</summary>
    [GeneratedRegex(@"^(?:(?<name>[^{:]+): )?\w+ \{ (?<fields>.*) \}$", RegexOptions.Singleline)]
    private static partial Regex Record();

    [GeneratedRegex("^[0-9a-f]{16,}$")]
    private static partial Regex Hash();
}
