using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>The χ² test of each categorical column, and of the classes where both sides know them, corrected for their number.</summary>
/// <remarks>
/// Missing values and categories that the reference does not have are categories of their own. O(n). See <see cref="ChiSquared"/>.
/// </remarks>
public sealed class ChiSquaredDetector : IReferenceDetector
{
    /// <inheritdoc/>
    public string Name => "chi-squared";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.None;

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        return new Fitted(Name, reference);
    }

    private sealed class Fitted(string name, DriftWindow reference) : IFittedReferenceDetector
    {
        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var reason = WindowCheck.Refuse(window, reference, DriftInputs.None, level);
            var findings = new List<DriftFinding>();
            for (var j = 0; j < reference.Names.Count; j++)
                if (reference.Kinds[j] == ColumnKind.Categorical) findings.Add(
                    Test(reference.Names[j], reference.Features.Column(j), window.Features.Column(j), reason));
            if (reference.Labels is not null && window.Labels is not null)
                findings.Add(Test("classes", Array.ConvertAll(reference.Labels, c => (double)c),
                    Array.ConvertAll(window.Labels, c => (double)c), reason));
            if (findings.Count == 0) return [WindowCheck.NotTested(name, "all columns", window.Rows,
                "no column is categorical, and no classes are known")];
            return WindowCheck.Judge(findings, WindowCheck.ByPValue(level));
        }

        private DriftFinding Test(string subject, double[] expected, double[] actual, string? reason)
        {
            if (reason is not null) return WindowCheck.NotTested(name, subject, actual.Length, reason);
            var bins = ColumnBins.Learn(expected, ColumnKind.Categorical, 2);
            var test = ChiSquared.Test(bins.CountRows(expected), bins.CountRows(actual));
            return new DriftFinding(name, subject, test.Statistic, test.PValue, test.PValue, DriftLevel.Stable, actual.Length);
        }
    }
}
