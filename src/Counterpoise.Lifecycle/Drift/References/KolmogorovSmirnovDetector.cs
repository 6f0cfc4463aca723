using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// The two-sample Kolmogorov–Smirnov test of each numeric column and of the probabilities, D = sup |F₁ − F₂|, corrected for their number.
/// </summary>
/// <remarks>
/// Missing values are left out, and counted in the note; a change of their share is <see cref="PopulationStability"/>'s to see. With many
/// rows the test finds differences too small to matter: read D with it. O(n log n). See <see cref="KolmogorovSmirnov"/>.
/// </remarks>
public sealed class KolmogorovSmirnovDetector : IReferenceDetector
{
    /// <inheritdoc/>
    public string Name => "ks";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.None;

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        var samples = Subjects.Of(reference).Zip(Subjects.Values(reference), (s, v) => (s.Name, s.Kind, Values: Known(v))).ToArray();
        return new Fitted(Name, reference, samples);
    }

    private static double[] Known(double[] values) => [.. values.Where(v => !double.IsNaN(v))];

    private sealed class Fitted(string name, DriftWindow reference, (string Name, ColumnKind Kind, double[] Values)[] samples)
        : IFittedReferenceDetector
    {
        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var reason = WindowCheck.Refuse(window, reference, reference.Inputs & ~DriftInputs.Labels, level);
            var numeric = samples.Where(s => s.Kind == ColumnKind.Numeric).ToList();
            if (numeric.Count == 0) return [WindowCheck.NotTested(name, "all columns", window.Rows, "no column is numeric")];
            if (reason is not null) return [.. numeric.Select(s => WindowCheck.NotTested(name, s.Name, window.Rows, reason))];
            var findings = samples.Zip(Subjects.Values(window), Test).OfType<DriftFinding>().ToList();
            return WindowCheck.Judge(findings, WindowCheck.ByPValue(level));
        }

        private DriftFinding? Test((string Name, ColumnKind Kind, double[] Values) sample, double[] column)
        {
            if (sample.Kind != ColumnKind.Numeric) return null;
            var values = Known(column);
            var missing = column.Length - values.Length;
            if (Math.Min(values.Length, sample.Values.Length) < WindowCheck.FewestRows)
                return WindowCheck.NotTested(name, sample.Name, values.Length,
                    $"{values.Length} values and {sample.Values.Length} in the reference, expected at least {WindowCheck.FewestRows} of "
                    + $"each");
            var test = KolmogorovSmirnov.Test(sample.Values, values);
            return new DriftFinding(name, sample.Name, test.Statistic, test.PValue, test.PValue, DriftLevel.Stable, values.Length,
                missing == 0 ? "" : $"{missing} missing values left out");
        }
    }
}
