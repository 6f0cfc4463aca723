using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Reports;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// Compares resamplers with classifiers over data sets and folds; finished cells are kept, so that a second call goes on.
/// </summary>
public static class TableComparison
{
    /// <summary>
    /// Runs the comparison into its folder: <c>cells/</c>, <c>cells.json</c>, <c>comparison.json</c>, <c>report.html</c>.
    /// </summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody. Called by several threads.</param>
    /// <param name="cancellationToken">Stops between cells; finished ones are kept.</param>
    /// <exception cref="InputException">A table, a method or an option cannot be used.</exception>
    public static TableComparisonResult Run(
        TableComparisonOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var prepared = Prepare(options, events, cancellationToken);
        var (experiment, methods, folder) = (prepared.Experiment, prepared.Methods, options.Folder);
        EarlierResults.KeepAside(folder, prepared.Sets.Select(s => s.Name), methods.Select(m => m.Description.Name), events);
        events.Note($"data sets × methods × classifiers: {prepared.Sets.Count} × {methods.Length} × {prepared.Classifiers.Length}, "
            + $"{experiment.CellCount} cells, into {folder}");
        using var others = options.StartHelpers?.Invoke(cancellationToken);
        var cells = Runner(options, events)
            .Run(experiment.Plan(), new CellProgress(events.Count("computed", experiment.CellCount, "cells")), cancellationToken);
        var comparison = Describe(options, prepared, cells);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(folder, "comparison.json"));
        CompactCells.Write(comparison, KeptMetrics, Path.Combine(folder, "cells.json"));
        ComparisonReport.Write(comparison, Path.Combine(folder, "report.html"));
        return new TableComparisonResult(comparison, prepared.Repeated);
    }

    /// <summary>Computes those cells of a comparison that no other process has claimed, and writes them alone.</summary>
    /// <param name="options">The options of the process that this one helps.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    /// <exception cref="InputException">A table, a method or an option cannot be used.</exception>
    public static void Help(
        TableComparisonOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Runner(options, events).Assist(Prepare(options, null, cancellationToken).Experiment.Plan(), cancellationToken: cancellationToken);
    }

    // What a number of rounds for all is called by one classifier or another.
    private static readonly string[] RoundOptions = ["rounds", "trees"];

    private static ExperimentRunner Runner(TableComparisonOptions options, IProgress<WorkflowEvent>? events) =>
        new(new CellStore(Path.Combine(options.Folder, "cells"), fault => events.Note($"{fault.Path}: {fault.Reason}; computed again")),
            options.Threads);

    /// <summary>Reads tables, methods and classifiers, and refuses what cannot be compared before the first cell.</summary>
    private static Prepared Prepare(TableComparisonOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var compared = ComparedTableMethods.Read(options, events);
        RequireMetric(options.Metric);
        RequireInner(options.InnerFolds);
        var classifiers = Classifiers(options);
        var sets = TableInputs.Open(
            options.Inputs, options.Reading, options.Folds, options.Lenient, options.Positive, events, cancellationToken);
        if (options.Inputs.FirstOrDefault(i => Directory.Exists(i) && IsSame(i, options.Folder)) is { } data)
            throw new InputException(
                $"--out is '{data}', the folder of the data: its results would be read as tables next time; name another");
        if (options.Reading.Weights is { } weights)
            events.Note($"rows count by '{weights}', for classifiers, thresholds and metrics; folds are drawn by rows, resamplers count "
                + "rows, and a row that they make weighs what the row weighs that it was made from");
        var repeated = RepeatedRowsNotice.Of(sets, options.Reading.Time is null, events);
        compared.RequireColumns(sets);
        compared.RequireNeighbors(sets, options.K is not null);
        var methods = compared.For(sets);
        var experiment = new TableExperiment(sets, methods, classifiers, new TableExperimentOptions
        {
            Seeds = [.. options.Seeds],
            Threads = options.Threads,
            InnerFolds = options.InnerFolds,
            Refusals = options.KeepsRefused ? RefusalPolicy.KeepRows : RefusalPolicy.LeaveOut,
        });
        return new(experiment, sets, methods, classifiers, repeated, Chosen("--baseline", options.Baseline, compared, methods),
            Chosen("--candidate", options.Candidate, compared, methods));
    }

    private static bool IsSame(string path, string folder) => RealPath.Of(path).TrimEnd('/') == RealPath.Of(folder).TrimEnd('/');

    /// <summary>The classifiers from the simplest on, with their options; a number of rounds for all is that of trees, too.</summary>
    private static (IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)[] Classifiers(TableComparisonOptions options)
    {
        Learner[] learners = [.. options.Classifiers.Select(TableLearners.Find).Distinct()
            .OrderBy(l => TableLearners.All.ToList().IndexOf(l))];
        return Array.ConvertAll(learners, learner =>
        {
            var given = new Dictionary<string,
                string>(MethodVariants.OptionsOf(learner.Name, options.Options), StringComparer.OrdinalIgnoreCase);
            if (RoundOptions.FirstOrDefault(learner.Schema.Has) is { } rounds)
            {
                given.TryAdd(rounds, options.Rounds.ToString(CultureInfo.InvariantCulture));
            }

            return learner.Bind(given);
        });
    }

    /// <summary>What is compared, once it is read and checked.</summary>
    private sealed record Prepared(
        TableExperiment Experiment, IReadOnlyList<TableDataSet> Sets, TableMethod[] Methods,
            (IClassifier Classifier, IReadOnlyDictionary<string, string> Settings)[] Classifiers,
        IReadOnlyList<RepeatedRows> Repeated, string? Baseline, string? Candidate);

    /// <summary>The metrics that are kept in cells.json.</summary>
    private static readonly string[] KeptMetrics =
    [
        MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.Tuned(MetricNames.MacroF1),
        MetricNames.GeometricMean, MetricNames.Tuned(MetricNames.GeometricMean),
    ];

    private static Comparison Describe(TableComparisonOptions options, Prepared prepared, IReadOnlyList<ComparisonCell> cells)
    {
        var (experiment, repeated) = (prepared.Experiment, prepared.Repeated);
        var comparison = new Comparison
        {
            Title = options.Title,
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Pairing = Pairing.DataSets,
            DataDescription = $"Data sets: {experiment.Scenarios().Count}. Within each fold missing values are filled, "
                + $"categories encoded, columns "
                + $"standardised, rows resampled and models fitted on the training split alone.",
            Scenarios = experiment.Scenarios(),
            Methods = [.. prepared.Methods.Select(m => m.Description)],
            Baseline = prepared.Baseline,
            Candidate = prepared.Candidate,
            Classifiers = [.. prepared.Classifiers.Select(c => c.Classifier.Name)],
            PrimaryMetric = options.Metric,
            Seeds = [.. options.Seeds.Select(s => (long)s)],
            Environment = new ComparisonEnvironment
            {
                Versions = new Dictionary<string,
                    string> { ["counterpoise"] = ProgramVersion.Text, [".NET"] = Environment.Version.ToString(),
                    ["lightgbm"] = LightGbmLibrary.Version, ["xgboost"] = XgBoostLibrary.IsAvailable ? XgBoostLibrary.Version.ToString()
                    : "absent" },
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
        if (remarks.NotComputed == remarks.Cells && remarks.Methods is [var failed, ..])
            throw new InputException($"none of the {remarks.Cells} cells could be computed{failed.First}");
        return comparison with
        {
            ProtocolNotes = [.. comparison.ProtocolNotes,
                $"{remarks.KLowered} of {remarks.Cells} cells lowered k because the rarest class was too small for it; {remarks.Refused} "
                    + $"were refused by their resampler and learned from the rows as they are; {remarks.NotComputed} could not be "
                    + $"computed."],
        };
    }

    private static string FoldsOf(TableComparisonOptions options) => options.Reading.Time is { } time
        ? $"Folds go forward in '{time}': each of {options.Folds.Folds} is trained on the rows before it alone."
        : $"Data without official folds: {options.Folds.Folds} stratified "
            + $"folds{(options.Reading.Groups is { } groups ? $" that split no group of '{groups}'" : "")}, drawn "
            + $"{(options.Folds.Repeats == 1 ? "once" : $"{options.Folds.Repeats} times")}.";

    private static string Tuning(int folds) =>
        $"Thresholds (with several classes: a weight per class) are tuned for each metric of decisions on {folds} inner folds of the "
            + $"training rows, "
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

    private static string? Chosen(string option, string? name, ComparedTableMethods compared, TableMethod[] methods) => name is null ? null
        : compared.Find(name)
            ?? throw new InputException(
            $"{option} is '{name}'; the methods are {string.Join(", ", methods.Select(m => m.Description.Name))}");
}
