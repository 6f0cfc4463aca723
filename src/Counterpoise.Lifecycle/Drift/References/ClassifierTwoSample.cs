using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// The classifier two-sample test: one half of both sides teaches a classifier to tell window from reference, the other half says whether
/// it can. The statistic is its AUROC there, .5 without drift; the p-value is Mann and Whitney's.
/// </summary>
/// <remarks>
/// The test holds whatever the classifier, since the halves have no row in common; its power is the classifier's. Reference: Lopez-Paz and
/// Oquab, "Revisiting classifier two-sample tests", ICLR 2017, which tests the accuracy; AUROC does not depend on the sides' sizes.
/// </remarks>
public sealed class ClassifierTwoSample : IReferenceDetector
{
    private readonly ClassifierTwoSampleOptions _options;

    /// <summary>Creates the detector.</summary>
    /// <param name="options">Its options; the defaults where null.</param>
    public ClassifierTwoSample(ClassifierTwoSampleOptions? options = null) => _options = options ?? new ClassifierTwoSampleOptions();

    /// <inheritdoc/>
    public string Name => "classifier-two-sample";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.Features;

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        return new Fitted(this, reference);
    }

    private sealed class Fitted(ClassifierTwoSample detector, DriftWindow reference) : IFittedReferenceDetector
    {
        private readonly DistanceRows _encoding = new(reference);

        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var reason = WindowCheck.Refuse(window, reference, detector.Needs, level)
                ?? (reference.Rows < WindowCheck.FewestRows
                ? $"the reference has {reference.Rows} rows, expected at least {WindowCheck.FewestRows}" : null);
            if (reason is not null) return [WindowCheck.NotTested(detector.Name, "all columns", window.Rows, reason)];
            var seed = detector._options.Seed;
            DenseMatrix a = DistanceRows.Thin(_encoding.Encode(reference.Features), reference.Rows, seed, "c2st-reference"),
                b = DistanceRows.Thin(_encoding.Encode(window.Features), window.Rows, seed, "c2st-window");
            var (features, labels) = Join(a, 0, a.Rows / 2, b, 0, b.Rows / 2);
            var model = detector._options.Classifier.Fit(features, labels, 2, default, new RandomStream(seed, "c2st-fit"),
                cancellationToken);
            using var disposable = model as IDisposable;
            var p1 = Scores(model.PredictProbabilities(a.SelectRows(Places(a.Rows / 2, a.Rows))));
            var p2 = Scores(model.PredictProbabilities(b.SelectRows(Places(b.Rows / 2, b.Rows))));
            var test = MannWhitney.Of(p2, p1, Alternative.Greater);
            var auroc = test.Statistic / ((double)p1.Length * p2.Length);
            return WindowCheck.Judge([new DriftFinding(detector.Name, "all columns", auroc, Finite(test.PValue), test.PValue,
                DriftLevel.Stable, window.Rows, detector._options.Classifier.Name)], WindowCheck.ByPValue(level));
        }

        // All scores equal: nothing can be told apart.
        private static double Finite(double p) => double.IsNaN(p) ? 1 : p;

        private static int[] Places(int from, int to) => [.. Enumerable.Range(from, to - from)];

        private static double[] Scores(double[] probabilities) =>
            [.. Enumerable.Range(0, probabilities.Length / 2).Select(i => probabilities[(2 * i) + 1])];

        private static (DenseMatrix Features, int[] Labels) Join(DenseMatrix a, int fromA, int toA, DenseMatrix b, int fromB, int toB)
        {
            DenseMatrix first = a.SelectRows(Places(fromA, toA)), second = b.SelectRows(Places(fromB, toB));
            return (new DenseMatrix(first.Rows + second.Rows, a.Columns, [.. first.Data, .. second.Data]),
                [.. Enumerable.Repeat(0, first.Rows), .. Enumerable.Repeat(1, second.Rows)]);
        }
    }
}
