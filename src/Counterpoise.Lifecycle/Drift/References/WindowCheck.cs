using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// What all reference-fitted detectors share: their checks, the smallest window, and the correction for several subjects.
/// </summary>
internal static class WindowCheck
{
    /// <summary>Below this many rows no test is made: neither side of it could be believed.</summary>
    public const int FewestRows = 30;

    public static void RequireReference(DriftWindow reference, DriftInputs needs, string detector)
    {
        ArgumentNullException.ThrowIfNull(reference);
        reference.Validate();
        if (reference.Rows == 0) throw new ArgumentException($"found a reference without rows; {detector} learns from at least one",
            nameof(reference));
        if ((needs & ~reference.Inputs) is var missing and not DriftInputs.None)
            throw new ArgumentException($"the reference has no {missing}; {detector} needs them", nameof(reference));
    }

    /// <summary>Checks a window; a reason where it cannot be tested.</summary>
    public static string? Refuse(DriftWindow window, DriftWindow reference, DriftInputs needs, double level)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.Validate();
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level,
            "a level lies strictly between 0 and 1, such as .05");
        if (!window.Names.SequenceEqual(reference.Names) || !window.Kinds.SequenceEqual(reference.Kinds))
            throw new ArgumentException(
                $"the window's columns are {string.Join(", ", window.Names)}; expected those of the reference, "
                + $"{string.Join(", ", reference.Names)}, of the same kinds", nameof(window));
        if (window.ClassNames.Count > 0 && reference.ClassNames.Count > 0 && !window.ClassNames.SequenceEqual(reference.ClassNames))
            throw new ArgumentException(
                $"the window's classes are {string.Join(", ", window.ClassNames)}; expected those of the reference, "
                + $"{string.Join(", ", reference.ClassNames)}", nameof(window));
        if (window.Rows < FewestRows) return $"{window.Rows} rows, expected at least {FewestRows}";
        return (needs & ~window.Inputs) is var missing and not DriftInputs.None ? $"the window has no {missing}" : null;
    }

    public static DriftFinding NotTested(string detector, string subject, int rows, string reason) =>
        new(detector, subject, double.NaN, double.NaN, double.NaN, DriftLevel.NotTested, rows, reason);

    /// <summary>Corrects the p-values for the subjects and lets each finding be judged by its corrected one.</summary>
    public static IReadOnlyList<DriftFinding> Judge(List<DriftFinding> findings, Func<DriftFinding, DriftLevel> judge)
    {
        var adjusted = BenjaminiHochberg.Adjust([.. findings.Select(f => f.PValue)]);
        for (var i = 0; i < findings.Count; i++)
        {
            if (double.IsNaN(findings[i].PValue)) continue;
            findings[i] = findings[i] with { AdjustedPValue = adjusted[i] };
            findings[i] = findings[i] with { Level = judge(findings[i]) };
        }

        return findings;
    }

    /// <summary>An alarm at the level, a warning at five times it.</summary>
    public static Func<DriftFinding, DriftLevel> ByPValue(double level) =>
        f => f.AdjustedPValue <= level ? DriftLevel.Drift : f.AdjustedPValue <= Math.Min(.05, 5 * level) ? DriftLevel.Warning
            : DriftLevel.Stable;
}
