using System.Globalization;
using Counterpoise.Resampling;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Reads a sampling strategy: a name, a ratio for two classes, or wanted rows as <c>class=count,class=count</c>.</summary>
internal static class StrategyText
{
    public const string Help = "auto, minority, not-minority, not-majority, majority, all, a ratio such as 0.5, or rows as class=count,class=count";

    public static SamplingStrategy Parse(string text, IReadOnlyList<string> classes)
    {
        if (text.Contains('=', StringComparison.Ordinal))
            return SamplingStrategy.Counts(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToDictionary(p => Class(p, classes), Count));
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio))
            return SamplingStrategy.Ratio(ratio);
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

    private static int Class(string pair, IReadOnlyList<string> classes)
    {
        var name = pair[..pair.LastIndexOf('=')].Trim();
        return classes.ToList().IndexOf(name) is var code and >= 0 ? code : throw new InputException($"--strategy names class '{name}'; the classes are {string.Join(", ", classes)}");
    }

    private static int Count(string pair) => int.TryParse(pair.AsSpan(pair.LastIndexOf('=') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new InputException($"--strategy has '{pair}'; expected class=count with a whole number");
}
