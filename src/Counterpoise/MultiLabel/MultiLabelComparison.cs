using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.MultiLabel;

/// <summary>
/// Methods for rare labels side by side with each classifier on equal folds: does any of them beat a threshold tuned for each label?
/// </summary>
/// <remarks>
/// Within each fold missing values are filled, categories encoded, columns standardised, rows resampled, classifiers fitted and thresholds
/// tuned (on inner folds) on the training split alone. Folds are stratified for all labels together (see <see
/// cref="IterativeStratification"/>).
/// </remarks>
public sealed class MultiLabelComparison
{
    private MultiLabelComparison(IReadOnlyList<MultiLabelCell> cells, IReadOnlyList<string> names, double testShare) =>
        (Cells, Names, TestShare) = (cells, names, testShare);

    /// <summary>All results.</summary>
    public IReadOnlyList<MultiLabelCell> Cells { get; }

    /// <summary>Names of the labels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Test rows over training rows of a fold.</summary>
    public double TestShare { get; }

    /// <summary>Names of the methods in their order.</summary>
    public IReadOnlyList<string> Methods => [.. Cells.Select(c => c.Method).Distinct()];

    /// <summary>Names of the classifiers in their order.</summary>
    public IReadOnlyList<string> Classifiers => [.. Cells.Select(c => c.Classifier).Distinct()];

    /// <summary>Compares.</summary>
    /// <param name="table">The features.</param>
    /// <param name="labels">The labels of each row.</param>
    /// <param name="options">What is compared; null takes the defaults.</param>
    /// <param name="progress">Told how many cells are done of how many; null for nobody.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, no row has a label, a label has fewer rows than folds, or there are too few rows.
    /// </exception>
    public static MultiLabelComparison Run(Table table, LabelSet labels, MultiLabelComparisonOptions? options = null,
        IProgress<(int Done, int All)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new MultiLabelComparisonOptions();
        options.Validate();
        if (labels.Rows != table.RowCount)
            throw new ArgumentException($"found labels of {labels.Rows} rows for {table.RowCount} rows; expected as many", nameof(labels));
        var counts = LabelImbalance.Of(labels).Counts;
        var rarest = Enumerable.Range(0, counts.Count).MinBy(l => counts[l]);
        if (counts[rarest] < options.Folds)
            throw new ArgumentException($"label '{labels.Names[rarest]}' has {counts[rarest]} rows, and {options.Folds} folds need at "
                + $"least {options.Folds}: lower the folds, or leave the label out", nameof(labels));
        MultiLabelMethod[] methods = [MultiLabelMethod.None, .. options.Methods.Where(m => m.Name != MultiLabelMethod.None.Name)];
        var folds = Enumerable.Range(0, options.Repeats).SelectMany(r =>
            IterativeStratification.Of(labels, options.Folds, new RandomStream(options.Seed, "split", (ulong)r))).ToArray();
        double[] half = [.. labels.Names.Select(_ => 0.5)];
        var (cells, all) = (new List<MultiLabelCell>(), folds.Length * methods.Length * options.Classifiers.Count);
        foreach (var (number, split) in folds.Index())
        {
            var (training, own) = (table.Select(split.Train), labels.Select(split.Train));
            var preparation = FeaturePreparation.Fit(training);
            var (features, test) = (preparation.Apply(training), preparation.Apply(table.Select(split.Test)));
            var truth = labels.Select(split.Test);
            foreach (var (method, classifier) in from m in methods from c in options.Classifiers select (m, c))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var fitting = new Fitting(method, classifier, options, (ulong)number, cancellationToken);
                var scores = fitting.Scores(features, own, test);
                var thresholds = fitting.Thresholds(features, own);
                cells.Add(new MultiLabelCell(method.Name, classifier.Name, number,
                    MultiLabelMetrics.Of(truth, scores, half), MultiLabelMetrics.Of(truth, scores, thresholds)));
                progress?.Report((cells.Count, all));
            }
        }

        return new MultiLabelComparison(cells, labels.Names, folds.Average(f => f.Test.Length / (double)f.Train.Length));
    }

    /// <summary>Values of a pipeline by fold.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="classifier">Name of the classifier.</param>
    /// <param name="value">What of a cell.</param>
    public double[] Values(string method, string classifier, Func<MultiLabelCell, double> value) =>
        [.. Cells.Where(c => c.Method == method && c.Classifier == classifier).OrderBy(c => c.Fold).Select(value)];

    /// <summary>Each method less the rows as they are, in macro-F1 with tuned thresholds on both sides.</summary>
    public IReadOnlyList<MultiLabelDifference> Differences()
    {
        var pairs = (from classifier in Classifiers
            from method in Methods.Where(m => m != MultiLabelMethod.None.Name)
            select (Method: method, Classifier: classifier, Values: Values(method, classifier, c => c.Tuned.MacroF1)
                .Zip(Values(MultiLabelMethod.None.Name, classifier, c => c.Tuned.MacroF1), (a, b) => a - b).ToArray())).ToArray();
        var adjusted = Holm.Adjust([.. pairs.Select(p => CorrectedResampledTest.Of(p.Values, TestShare).PValue)]);
        return [.. pairs.Select((p, i) =>
        {
            var interval = CorrectedResampledTest.Interval(p.Values, TestShare);
            return new MultiLabelDifference(p.Method, p.Classifier, p.Values.Average(), interval, adjusted[i],
                VerdictRule.Of(interval, adjusted[i], lowerIsBetter: false));
        })];
    }

    /// <summary>One short sentence: whether any method beats tuned thresholds.</summary>
    public string Verdict()
    {
        var differences = Differences();
        if (differences.Where(d => d.Outcome == VerdictOutcome.Helps).MaxBy(d => d.Mean) is { } helpful)
            return string.Create(CultureInfo.InvariantCulture,
                $"Helps: {helpful.Method} with {helpful.Classifier}, macro-F1 {helpful.Mean:+0.000;−0.000} beyond a threshold tuned for "
                    + $"each label.");
        return differences.Any(d => d.Outcome == VerdictOutcome.Undecided && d.Mean > 0)
            ? "Undecided: some method seems to help, which the corrected test does not confirm."
            : "No gain: no method beats a threshold tuned for each label.";
    }

    private sealed class Fitting(MultiLabelMethod method, IClassifier classifier, MultiLabelComparisonOptions options, ulong fold,
        CancellationToken cancellationToken)
    {
        public double[] Scores(DenseMatrix features, LabelSet labels, DenseMatrix test, ulong inner = 0)
        {
            var (rows, own) = method.Resampler?.Resample(features, labels, new RandomStream(options.Seed, "resample", fold, inner),
                cancellationToken) ?? (features, labels);
            using var fitted = BinaryRelevance.Fit(rows, own, method.Learner(classifier),
                new RandomStream(options.Seed, "learn", fold, inner), cancellationToken);
            return fitted.Predict(test);
        }

        public double[] Thresholds(DenseMatrix features, LabelSet labels)
        {
            var width = labels.Names.Count;
            var scores = new double[labels.Rows * width];
            foreach (var (number, split) in IterativeStratification.Of(labels, options.InnerFolds,
                new RandomStream(options.Seed, "inner split", fold)).Index())
            {
                var held = Scores(features.SelectRows(split.Train), labels.Select(split.Train), features.SelectRows(split.Test),
                    1 + (ulong)number);
                for (var i = 0; i < split.Test.Length; i++)
                    held.AsSpan(i * width, width).CopyTo(scores.AsSpan(split.Test[i] * width));
            }

            return BinaryRelevance.Tune(labels, scores);
        }
    }
}
