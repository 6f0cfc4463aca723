using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Options;
using Counterpoise.Resampling;

namespace Counterpoise.Methods;

/// <summary>How options of samplers are read: beside numbers and names, sampling strategies and classifiers.</summary>
public static class MethodConverters
{
    private const string StrategyKind =
        "auto, minority, not-minority, not-majority, majority, all, a ratio such as 0.5, or rows as class=count,class=count";

    /// <summary>The converters.</summary>
    /// <param name="learners">The classifiers that can be named; options follow a colon, as in
    /// <c>knn:k=3,weigh-by-distance=true</c>.</param>
    /// <param name="classNames">The classes that a strategy may name; null where they are not known.</param>
    public static OptionConverters Create(IReadOnlyList<Learner> learners, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(learners);
        return OptionConverters.Standard
            .With(StrategyKind, text => Strategy(text, classNames), StrategyText)
            .With<IClassifier>($"{string.Join('|', learners.Select(l => l.Name))}, with options as in {learners[0].Name}:option=value",
                text => Classifier(text, learners), _ => "");
    }

    /// <summary>Reads a sampling strategy.</summary>
    /// <param name="text">A name, a ratio, or counts of rows by class.</param>
    /// <param name="classNames">The classes by code; null where they are not known, and then counts are refused.</param>
    /// <exception cref="OptionValueException">It is none; the message says what is expected.</exception>
    public static SamplingStrategy Strategy(string text, IReadOnlyList<string>? classNames)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('=', StringComparison.Ordinal))
        {
            return SamplingStrategy.Counts(
                Counts(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), classNames));
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio))
        {
            return ratio is > 0 and <= 1 ? SamplingStrategy.Ratio(ratio)
                : throw new OptionValueException(
                $"'{text}' is no ratio of minority rows over majority rows, which is above 0 and at most 1");
        }

        return text.ToLowerInvariant() switch
        {
            "auto" => SamplingStrategy.Auto,
            "minority" => SamplingStrategy.Minority,
            "majority" => SamplingStrategy.Majority,
            "not-minority" => SamplingStrategy.NotMinority,
            "not-majority" => SamplingStrategy.NotMajority,
            "all" => SamplingStrategy.All,
            _ => throw new OptionValueException($"'{text}' is no sampling strategy; expected {StrategyKind}"),
        };
    }

    private static string StrategyText(SamplingStrategy strategy) =>
        strategy == SamplingStrategy.Auto ? "auto" : strategy == SamplingStrategy.All ? "all" : "";

    private static IClassifier Classifier(string text, IReadOnlyList<Learner> learners)
    {
        var parts = text.Split(':', 2);
        var learner = learners.FirstOrDefault(l => l.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException();
        var given = parts.Length == 1 ? [] : parts[1].Split(',', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new FormatException());
        return learner.Create(learner.Schema.Bind(learner.Name, given).Value);
    }

    private static Dictionary<int, int> Counts(string[] pairs, IReadOnlyList<string>? classNames)
    {
        var counts = new Dictionary<int, int>();
        foreach (var pair in pairs)
        {
            var at = pair.LastIndexOf('=');
            var (name, rows) = at < 0 ? (pair, "") : (pair[..at].Trim(), pair[(at + 1)..]);
            var code = (classNames
                ?? throw new OptionValueException("rows by class need the names of the classes, which are not known here")).ToList()
                .IndexOf(name);
            if (code < 0)
            {
                throw new OptionValueException($"there is no class '{name}'; the classes are {string.Join(", ", classNames)}");
            }

            if (!int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw new OptionValueException($"'{pair}' is no class=count with a whole number");
            }

            if (!counts.TryAdd(code, count))
            {
                throw new OptionValueException($"class '{name}' stands twice; give one count for each class");
            }
        }

        return counts;
    }
}
