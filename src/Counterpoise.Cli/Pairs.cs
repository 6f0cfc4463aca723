using Counterpoise.Workflows;

namespace Counterpoise.Cli;

/// <summary>Lists of names with values, such as <c>halvings=3,depth=7</c>.</summary>
internal static class Pairs
{
    /// <exception cref="InputException">An entry is no name=value, or a name stands twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string option, string? text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } name, { Length: > 0 } value] || !pairs.TryAdd(name, value))
            {
                throw new InputException($"{option} has '{entry}', expected name=value, each name once, with commas between");
            }
        }

        return pairs;
    }
}
