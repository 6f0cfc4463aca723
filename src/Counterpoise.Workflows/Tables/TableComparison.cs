using Counterpoise.Boosting;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Reports;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Compares resamplers with classifiers over data sets and folds; finished cells are kept, so that a second call goes on.</summary>
public static class TableComparison
{
    /// <summary>Runs the comparison into its folder: <c>cells/</c>, <c>cells.json</c>, <c>comparison.json</c>, <c>report.html</c>.</summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody. Called by several threads.</param>
    /// <param name="cancellationToken">Stops between cells; finished ones are kept.</param>
    /// <exception cref="InputException">A table, a method or an option cannot be used.</exception>
    public static TableComparisonResult Run(TableComparisonOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (inputs, seeds, names, k, folder) = (options.Inputs, options.Seeds, options.Methods, options.K, options.Folder);
        var methods = names.Select(m => ResamplerCatalog.Method(m, k)).ToArray();
        RequireMetric(options.Metric);
        if (k is { } wanted)
            ExplicitNeighbors.RequireTaker(wanted, names, events);
        RequireNamed("--baseline", options.Baseline, methods);
        RequireNamed("--candidate", options.Candidate, methods);
        RequireInner(options.InnerFolds);
        var classifiers = ClassifierCatalog.BySimplicity(options.Classifiers).Select(c => ClassifierCatalog.Find(c, options.Rounds)).ToArray();
        var sets = TableInputs.Open(inputs, options.Reading, options.Folds, options.Lenient, options.Positive, events, cancellationToken);
        if (inputs.FirstOrDefault(i => Directory.Exists(i) && Path.GetFullPath(i).TrimEnd('/') == Path.GetFullPath(folder).TrimEnd('/')) is { } data)
            throw new InputException($"--out is '{data}', the folder of the data: its results would be read as tables next time; name another");
        var repeated = RepeatedRowsNotice.Of(sets, options.Reading.Time is null, events);
        RequireNames(sets, names);
        if (k is { } most && sets.Count > 0)
            ExplicitNeighbors.RequireRows(most, sets);
        var experiment = new TableExperiment(sets, methods, classifiers, new TableExperimentOptions
        {
            Seeds = [.. seeds],
            Threads = options.Threads,
            InnerFolds = options.InnerFolds,
            Refusals = options.KeepsRefused ? RefusalPolicy.KeepRows : RefusalPolicy.LeaveOut,
        });
        EarlierResults.KeepAside(folder, sets.Select(s => s.Name), methods.Select(m => m.Description.Name), events);
        events.Note($"data sets × methods × classifiers: {sets.Count} × {methods.Length} × {classifiers.Length}, {experiment.CellCount} cells, into {folder}");
        var store = new CellStore(Path.Combine(folder, "cells"), fault => events.Note($"{fault.Path}: {fault.Reason}; computed again"));
        var cells = experiment.Run(store, events.Count("computed", experiment.CellCount, "cells"), cancellationToken);
        var comparison = Describe(options, experiment, methods, [.. classifiers.Select(c => c.Classifier.Name)], cells, repeated);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(folder, "comparison.json"));
        CompactCells.Write(comparison, KeptMetrics, Path.Combine(folder, "cells.json"));
        ComparisonReport.Write(comparison, Path.Combine(folder, "report.html"));
        return new TableComparisonResult(comparison, repeated);
    }

    /// <summary>The metrics that are kept in cells.json.</summary>
    private static readonly string[] KeptMetrics =
    [
        MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.Tuned(MetricNames.MacroF1),
        MetricNames.GeometricMean, MetricNames.Tuned(MetricNames.GeometricMean),
    ];

    private static Comparison Describe(
        TableComparisonOptions options, TableExperiment experiment, TableMethod[] methods, string[] classifiers, IReadOnlyList<ComparisonCell> cells, IReadOnlyList<RepeatedRows> repeated)
    {
        var comparison = new Comparison
        {
            Title = options.Title,
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Pairing = Pairing.DataSets,
            DataDescription = $"Data sets: {experiment.Scenarios().Count}. Within each fold gaps are filled, categories encoded, columns standardised, rows resampled and models fitted on the training part alone.",
            Scenarios = experiment.Scenarios(),
            Methods = [.. methods.Select(m => m.Description)],
            Baseline = options.Baseline,
            Candidate = options.Candidate,
            Classifiers = classifiers,
            PrimaryMetric = options.Metric,
            Seeds = [.. options.Seeds.Select(s => (long)s)],
            Environment = new ComparisonEnvironment
            {
                Versions = new Dictionary<string, string> { ["counterpoise"] = ProgramVersion.Text, [".NET"] = Environment.Version.ToString(), ["lightgbm"] = LightGbmLibrary.Version, ["xgboost"] = XgBoostLibrary.IsAvailable ? XgBoostLibrary.Version.ToString() : "absent" },
                Threads = options.Threads,
                Device = "cpu",
            },
            CommandLine = options.CommandLine,
            ProtocolNotes =
            [
                $"Every method sees the same folds and the same draws. {FoldsOf(options)}",
                "The positive class of two stands beside each data set.",
                .. repeated.Select(RepeatedRowsNotice.Describe),
                .. options.InnerFolds is > 0 and var inner ? [Tuning(inner)] : Array.Empty<string>(),
            ],
            Cells = cells,
        };
        var remarks = CellRemarks.Of(comparison);
        return comparison with
        {
            ProtocolNotes = [.. comparison.ProtocolNotes, $"{remarks.KLowered} of {remarks.Cells} cells lowered k because the rarest class was too small for it; {remarks.Refused} were refused by their resampler and learned from the rows as they are; {remarks.NotComputed} could not be computed."],
        };
    }

    private static string FoldsOf(TableComparisonOptions options) => options.Reading.Time is { } time
        ? $"Folds go forward in '{time}': each of {options.Folds.Folds} is trained on the rows before it alone."
        : $"Data without official folds: {options.Folds.Folds} stratified folds{(options.Reading.Groups is { } groups ? $" that part no group of '{groups}'" : "")}, drawn {(options.Folds.Repeats == 1 ? "once" : $"{options.Folds.Repeats} times")}.";

    /// <summary>Methods for names are refused where a data set has none (or numbers), before the first cell; the others see names as columns of their own.</summary>
    private static void RequireNames(IReadOnlyList<TableDataSet> sets, IReadOnlyList<string> methods)
    {
        foreach (var entry in ResamplerCatalog.All.Where(e => e.Names is NameColumns.Some or NameColumns.All && methods.Contains(e.Name)))
        {
            if (sets.Select(s => (s.Name, Refusal: ResamplerCatalog.Refusal(entry, s.Folds[0].Training))).FirstOrDefault(s => s.Refusal is not null) is { Refusal: { } refusal, Name: var name })
                throw new InputException($"data set '{name}': {refusal}");
        }
    }

    private static string Tuning(int folds) =>
        $"Thresholds (with several classes: a weight per class) are tuned for each metric of decisions on {folds} inner folds of the training rows, "
        + "for every method alike; metrics without the word are those of the most probable class.";

    private static void RequireInner(int folds)
    {
        if (folds is not (0 or >= 2))
            throw new InputException($"--inner-folds is {folds}; expected 0 or at least 2");
    }

    private static void RequireMetric(string metric)
    {
        var known = new TableExperimentOptions().Metrics;
        if (!known.Contains(metric))
            throw new InputException($"--metric is '{metric}'; known for tables are {string.Join(", ", known)}");
    }

    private static void RequireNamed(string option, string? name, TableMethod[] methods)
    {
        if (name is not null && methods.All(m => m.Description.Name != name))
            throw new InputException($"{option} is '{name}'; the methods are {string.Join(", ", methods.Select(m => m.Description.Name))}");
    }
}
