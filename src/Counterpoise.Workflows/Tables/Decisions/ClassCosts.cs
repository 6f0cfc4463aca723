using System.Globalization;
using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>What mistakes cost, written as texts: per class, or per class and what it is taken for.</summary>
internal static class ClassCosts
{
    public const string Expected =
        "class=number, what a row of the class costs when it is missed, or class>other=number, what it costs when it is taken for the "
            + "other";

    /// <summary>The metric of the costs, or none where none are given.</summary>
    /// <param name="texts">The costs, such as <c>fraud=10</c> or <c>fraud&gt;regular=10</c>.</param>
    /// <param name="classes">The classes.</param>
    public static IReadOnlyList<IMetric> Parse(IReadOnlyList<string> texts, IReadOnlyList<string> classes) =>
        texts.Count == 0 ? [] : [new MisclassificationCost(Matrix(texts, classes))];

    private static double[,] Matrix(IReadOnlyList<string> texts, IReadOnlyList<string> classes)
    {
        var cost = new double[classes.Count, classes.Count];
        for (var i = 0; i < classes.Count; i++)
        {
            for (var j = 0; j < classes.Count; j++)
            {
                cost[i, j] = i == j ? 0 : 1;
            }
        }

        // A pair says more than its class, whichever comes first.
        foreach (var (of, taken, value) in texts.Select(t => Read(t, classes)).OrderBy(c => c.Taken >= 0))
        {
            for (var j = 0; j < classes.Count; j++)
            {
                if (taken >= 0 ? j == taken : j != of)
                    cost[of, j] = value;
            }
        }

        return cost;
    }

    private static (int Of, int Taken, double Value) Read(string text, IReadOnlyList<string> classes)
    {
        var equals = text.LastIndexOf('=');
        if (equals < 0 || !double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
            throw new InputException($"--cost has '{text}'; expected {Expected}");
        var names = text[..equals].Trim();
        var all = classes.ToList();
        if (all.IndexOf(names) is var of and >= 0)
            return (of, -1, value);
        var parts = names.Split('>', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && all.IndexOf(parts[0]) is var truth and >= 0 && all.IndexOf(parts[1]) is var guess and >= 0
            ? (truth, guess, value)
            : throw new InputException($"--cost names '{names}'; the classes are {string.Join(", ", classes)}, and a pair is class>other");
    }
}
