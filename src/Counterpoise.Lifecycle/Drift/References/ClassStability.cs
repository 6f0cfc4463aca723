namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// The population stability index of each column within each class. A minority of 1 % can move altogether without moving the columns as a
/// whole; within its class it does not go unseen.
/// </summary>
/// <remarks>
/// Needs the true classes, which arrive late. A class with fewer than 30 rows on either side is not tested, and said so. See
/// <see cref="PopulationStability"/>.
/// </remarks>
public sealed class ClassStability : IReferenceDetector
{
    private readonly PopulationStabilityOptions _options;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public ClassStability(PopulationStabilityOptions? options = null)
    {
        _options = options ?? new PopulationStabilityOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => "class-psi";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.Features | DriftInputs.Labels;

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        return new Fitted(this, reference);
    }

    private static DriftWindow RowsOf(DriftWindow window, int c) =>
        window.Select([.. Enumerable.Range(0, window.Rows).Where(i => window.Labels![i] == c)]);

    private sealed class Fitted(ClassStability detector, DriftWindow reference) : IFittedReferenceDetector
    {
        private readonly int[] _counts = [.. Enumerable.Range(0, reference.ClassNames.Count)
            .Select(c => reference.Labels!.Count(l => l == c))];
        private readonly StabilityTest[][] _tests = [.. Enumerable.Range(0, reference.ClassNames.Count)
            .Select(c => Tests(RowsOf(reference, c), detector._options.Bins))];

        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var refused = WindowCheck.Refuse(window, reference, detector.Needs, level);
            var findings = new List<DriftFinding>();
            for (var c = 0; c < _tests.Length; c++)
            {
                var rows = refused is null ? RowsOf(window, c) : window;
                var reason = refused ?? (rows.Rows < WindowCheck.FewestRows
                    ? $"{rows.Rows} rows of the class, expected at least {WindowCheck.FewestRows}"
                    : _counts[c] < WindowCheck.FewestRows
                        ? $"{_counts[c]} rows of the class in the reference, expected at least {WindowCheck.FewestRows}" : null);
                for (var j = 0; j < reference.Names.Count; j++)
                {
                    var subject = $"{reference.Names[j]} | {reference.ClassNames[c]}";
                    findings.Add(reason is null ? _tests[c][j].Examine(detector.Name, subject, rows.Features.Column(j))
                        : WindowCheck.NotTested(detector.Name, subject, rows.Rows, reason));
                }
            }

            return WindowCheck.Judge(findings, StabilityTest.Judge(detector._options, level));
        }

        private static StabilityTest[] Tests(DriftWindow rows, int bins) =>
            [.. rows.Kinds.Select((kind, j) => rows.Features.Column(j) is var values
                ? new StabilityTest(ColumnBins.Learn(values, kind, bins), values) : null!)];
    }
}
