namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// The population stability index of each column, PSI = Σ (a − e) ln(a / e) over bins, with e the shares of the reference and a those of
/// the window; below .1 stable, above .25 a drift.
/// </summary>
/// <remarks>
/// Bins are deciles of the reference, or categories; missing values and categories that the reference does not have are bins too. An empty
/// bin counts as .0001, and shares are scaled to sum 1 again. The index is biased: without drift it is about (bins − 1)(1/n + 1/m), .036
/// for ten bins and 500 rows on both sides, and more in windows with empty bins. So a level needs more than the convention: Pearson's χ² of
/// the same counts gives the p-value, and chance must not explain them. O(n log n). Reference: Yurdakul, "Statistical properties of
/// population stability index", Western Michigan University 2018.
/// </remarks>
public sealed class PopulationStability : IReferenceDetector
{
    private const double Floor = 1e-4;

    private readonly PopulationStabilityOptions _options;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public PopulationStability(PopulationStabilityOptions? options = null)
    {
        _options = options ?? new PopulationStabilityOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "psi";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.None;

    /// <summary>The index of two sets of counts over the same bins; a bin that neither has counts for nothing.</summary>
    /// <param name="expected">Counts of the reference, at least 0.</param>
    /// <param name="actual">Counts of the window, of the same bins.</param>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or a side has none.</exception>
    public static double Index(ReadOnlySpan<long> expected, ReadOnlySpan<long> actual)
    {
        if (expected.Length != actual.Length) throw new ArgumentException(
            $"found {expected.Length} and {actual.Length} bins; expected counts of the same bins");
        double[] e = Shares(expected, actual), a = Shares(actual, expected);
        var index = 0.0;
        for (var b = 0; b < e.Length; b++)
            if (e[b] > 0) index += (a[b] - e[b]) * Math.Log(a[b] / e[b]);
        return index;
    }

    private static double[] Shares(ReadOnlySpan<long> counts, ReadOnlySpan<long> other)
    {
        long total = 0;
        foreach (var count in counts) total += count >= 0 ? count
            : throw new ArgumentException($"found a count of {count}; expected at least 0");
        if (total == 0) throw new ArgumentException("found a side without counts; expected at least one row on both sides");
        var shares = new double[counts.Length];
        for (var b = 0; b < shares.Length; b++) shares[b] = counts[b] == 0 && other[b] == 0 ? 0
            : Math.Max(Floor, counts[b] / (double)total);
        var sum = shares.Sum();
        for (var b = 0; b < shares.Length; b++) shares[b] /= sum;
        return shares;
    }

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        var tests = Subjects.Of(reference).Zip(Subjects.Values(reference),
            (s, v) => (s.Name, Test: new StabilityTest(ColumnBins.Learn(v, s.Kind, _options.Bins), v))).ToList();
        return tests.Count > 0 ? new Fitted(this, reference, tests)
            : throw new ArgumentException($"the reference has neither features nor probabilities; {Name} needs one of them",
            nameof(reference));
    }

    private sealed class Fitted(PopulationStability detector, DriftWindow reference, List<(string Name, StabilityTest Test)> tests)
        : IFittedReferenceDetector
    {
        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            if (WindowCheck.Refuse(window, reference, reference.Inputs & ~DriftInputs.Labels, level) is { } reason)
                return [.. tests.Select(t => WindowCheck.NotTested(detector.Name, t.Name, window.Rows, reason))];
            var findings = tests.Zip(Subjects.Values(window), (t, v) => t.Test.Examine(detector.Name, t.Name, v)).ToList();
            return WindowCheck.Judge(findings, StabilityTest.Judge(detector._options, level));
        }
    }
}
