using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>The columns of numbers that univariate detectors look at: features, and the model's probabilities.</summary>
internal static class Subjects
{
    /// <summary>Names and kinds; of two classes one probability says all.</summary>
    public static IEnumerable<(string Name, ColumnKind Kind)> Of(DriftWindow window)
    {
        for (var j = 0; j < window.Names.Count; j++) yield return (window.Names[j], window.Kinds[j]);
        foreach (var c in ProbabilityClasses(window)) yield return ($"p({window.ClassNames[c]})", ColumnKind.Numeric);
    }

    /// <summary>The values of each subject, in the same order; missing ones are NaN.</summary>
    public static IEnumerable<double[]> Values(DriftWindow window)
    {
        for (var j = 0; j < window.Names.Count; j++) yield return window.Features.Column(j);
        var classes = window.ClassNames.Count;
        foreach (var c in ProbabilityClasses(window))
            yield return [.. Enumerable.Range(0, window.Rows).Select(i => window.Probabilities![(i * classes) + c])];
    }

    private static IEnumerable<int> ProbabilityClasses(DriftWindow window) =>
        window.Probabilities is null ? [] : window.ClassNames.Count == 2 ? [1] : Enumerable.Range(0, window.ClassNames.Count);
}
