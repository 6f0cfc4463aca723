using System.Globalization;
using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Tables;

/// <summary>Reads a sampling strategy: a name, a ratio for two classes, or wanted rows as <c>class=count,class=count</c>.</summary>
internal static class StrategyText
{
    public const string Help = "auto, minority, not-minority, not-majority, majority, all, a ratio such as 0.5, or rows as class=count,class=count";

    public static SamplingStrategy Parse(string text, IReadOnlyList<string> classes)
    {
        if (text.Contains('=', StringComparison.Ordinal))
            return SamplingStrategy.Counts(Counts(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), classes));
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio))
            return ratio is > 0 and <= 1 ? SamplingStrategy.Ratio(ratio) : throw new InputException($"--strategy is '{text}'; a ratio is rows of the rarer class over rows of the commoner, above 0 and at most 1");
        return text switch
        {
            "auto" => SamplingStrategy.Auto,
            "minority" => SamplingStrategy.Minority,
            "majority" => SamplingStrategy.Majority,
            "not-minority" => SamplingStrategy.NotMinority,
            "not-majority" => SamplingStrategy.NotMajority,
            "all" => SamplingStrategy.All,
            _ => throw new InputException($"--strategy is '{text}'; expected {Help}"),
        };
    }

    private static Dictionary<int, int> Counts(string[] pairs, IReadOnlyList<string> classes)
    {
        var counts = new Dictionary<int, int>();
        foreach (var pair in pairs)
        {
            if (!pair.Contains('=', StringComparison.Ordinal))
                throw new InputException($"--strategy has '{pair}'; expected class=count");
            var label = Class(pair, classes);
            if (!counts.TryAdd(label, Count(pair)))
                throw new InputException($"--strategy names class '{classes[label]}' twice ({counts[label]} rows, then {Count(pair)}); give one count for each class");
        }

        return counts;
    }

    private static int Class(string pair, IReadOnlyList<string> classes)
    {
        var name = pair[..pair.LastIndexOf('=')].Trim();
        return classes.ToList().IndexOf(name) is var code and >= 0 ? code : throw new InputException($"--strategy names class '{name}'; the classes are {string.Join(", ", classes)}");
    }

    private static int Count(string pair) => int.TryParse(pair.AsSpan(pair.LastIndexOf('=') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new InputException($"--strategy has '{pair}'; expected class=count with a whole number");
}
