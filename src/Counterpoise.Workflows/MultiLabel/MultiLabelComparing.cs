using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Methods;
using Counterpoise.MultiLabel;
using Counterpoise.Reports.Systems;
using Counterpoise.Statistics;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Profiles several labels, and compares what can be done about rare ones.</summary>
public static class MultiLabelComparing
{
    /// <summary>How the labels of a table, or of a table of images, are spread.</summary>
    /// <param name="options">The table.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The labels' names and their imbalance.</returns>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static (IReadOnlyList<string> Names, LabelImbalance Imbalance) Profile(
        MultiLabelDataOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (_, labels) = MultiLabelInput.Read(options, events, cancellationToken);
        return InputFault.InWords(() => (labels.Names, LabelImbalance.Of(labels)));
    }

    /// <summary>Compares, and writes <c>labels.json</c> and <c>report.html</c> into the folder.</summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Stops between cells; nothing is then written.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static MultiLabelComparingResult Run(
        MultiLabelComparingOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        IClassifier[] classifiers = [.. options.Classifiers.Select(TableLearners.Find).Distinct()
            .OrderBy(l => TableLearners.All.ToList().IndexOf(l))
            .Select(l => l.Bind(MethodVariants.OptionsOf(l.Name, options.Options)).Classifier)];
        return InputFault.InWords(() =>
        {
            MultiLabelMethod[] methods = options.Methods.Count == 0 ? [.. MultiLabelMethod.All(options.K)]
                : [.. options.Methods.Select(m => MultiLabelMethod.Find(m, options.K))];
            var (features, labels) = MultiLabelInput.Open(options, events, cancellationToken);
            var comparison = MultiLabelComparison.Run(features, labels, new MultiLabelComparisonOptions
            {
                Methods = methods,
                Classifiers = classifiers,
                Folds = options.Folds,
                Repeats = options.Repeats,
                InnerFolds = options.InnerFolds,
                Seed = options.Seed,
            }, events.Cells(), cancellationToken);
            var result = new MultiLabelComparingResult(comparison, LabelImbalance.Of(labels), comparison.Verdict(),
                Path.Combine(options.Folder, "report.html"));
            Directory.CreateDirectory(options.Folder);
            AtomicFile.WriteText(Path.Combine(options.Folder, "labels.json"), Text(result));
            SystemReport.Write(new SystemSummary
            {
                Title = $"Several labels: {Path.GetFileName(options.Input)}",
                Verdict = result.Verdict,
                Sentences = ["Every method is judged with a threshold tuned for each label on inner folds of the training rows: what it "
                    + "adds is what it adds to that. Folds are stratified for all labels together."],
                Tables = Tables(result),
                CommandLine = options.CommandLine,
                Created = DateOnly.FromDateTime(DateTime.Today),
            }, result.Report);
            return result;
        });
    }

    /// <summary>A result as one JSON document.</summary>
    /// <param name="result">The result.</param>
    public static string Text(MultiLabelComparingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ResultJson.Text(new
        {
            result.Verdict,
            labels = result.Comparison.Names,
            result.Imbalance,
            differences = result.Comparison.Differences(),
            result.Comparison.Cells,
            result.Report,
        });
    }

    /// <summary>The means of each pipeline, the differences, and the labels one by one, as tables.</summary>
    /// <param name="result">The result.</param>
    public static IReadOnlyList<SystemTable> Tables(MultiLabelComparingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var c = result.Comparison;
        return
        [
            new("Each pipeline", "Means over folds; tuned is with a threshold for each label, and intervals of 95% allow for the rows that "
                + "folds share. Macro counts every label alike, micro every row and label",
                ["classifier", "method", "macro-F1", "macro-F1, tuned", "micro-F1, tuned", "average precision", "Hamming loss, tuned"],
                [.. from classifier in c.Classifiers from method in c.Methods
                    let tuned = c.Values(method, classifier, x => x.Tuned.MacroF1)
                    let micro = c.Values(method, classifier, x => x.Tuned.MicroF1)
                    select (IReadOnlyList<string>)[classifier, method, Number(c.Values(method, classifier, x => x.Plain.MacroF1).Average()),
                        $"{Number(tuned.Average())} {Interval(tuned, c.TestShare)}",
                        $"{Number(micro.Average())} {Interval(micro, c.TestShare)}",
                        Number(c.Values(method, classifier, x => x.Tuned.MacroAveragePrecision).Average()),
                        Number(c.Values(method, classifier, x => x.Tuned.HammingLoss).Average())]]),
            new("Each method against tuned thresholds alone", "Difference in macro-F1, thresholds tuned on both sides, with the same "
                + "classifier and paired by fold; p after Holm's correction over all rows of the table",
                ["classifier", "method", "difference", "95% interval", "p", "outcome"],
                [.. c.Differences().Select(d => (IReadOnlyList<string>)[d.Classifier, d.Method, Signed(d.Mean),
                    $"{Signed(d.Interval.Lower)} to {Signed(d.Interval.Upper)}", d.PValue.ToString("G2", CultureInfo.InvariantCulture),
                    Outcome(d.Outcome)])]),
            Labels(result),
        ];
    }

    private static SystemTable Labels(MultiLabelComparingResult result)
    {
        var c = result.Comparison;
        var best = (from classifier in c.Classifiers from method in c.Methods
            orderby c.Values(method, classifier, x => x.Tuned.MacroF1).Average() descending select (method, classifier)).First();
        double Mean(Func<MultiLabelCell, double> value) =>
            c.Values(best.method, best.classifier, value).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return new("Label by label", $"With the best pipeline, {best.method} with {best.classifier}; means over folds",
            ["label", "rows", "rows of the most frequent over its own", "F1 at 0.5", "F1, tuned", "average precision", "AUROC"],
            [.. c.Names.Select((name, l) => (IReadOnlyList<string>)[name, result.Imbalance.Counts[l].ToString(CultureInfo.InvariantCulture),
                result.Imbalance.Ratios[l].ToString("0.0", CultureInfo.InvariantCulture), Number(Mean(x => x.Plain.F1[l])),
                Number(Mean(x => x.Tuned.F1[l])), Number(Mean(x => x.Tuned.AveragePrecision[l])), Number(Mean(x => x.Tuned.Auroc[l]))])]);
    }

    private static string Outcome(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Helps => "helps",
        VerdictOutcome.Harms => "harms",
        VerdictOutcome.NoGain => "no gain",
        _ => "undecided",
    };

    private static string Interval(double[] values, double testShare)
    {
        var interval = CorrectedResampledTest.Interval(values, testShare);
        return $"[{Number(interval.Lower)}, {Number(interval.Upper)}]";
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
