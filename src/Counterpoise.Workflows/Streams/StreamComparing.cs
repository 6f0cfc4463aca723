using System.Diagnostics;
using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Reports;
using Counterpoise.Streams;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Streams;

/// <summary>
/// Compares methods on a stream: each predicts every row before it learns from it, beside the most frequent class and the class of the row
/// before. Finished cells are kept, so that a second call goes on.
/// </summary>
public static class StreamComparing
{
    // Raised whenever a cell of the same settings would come out otherwise.
    private const int Protocol = 2;

    private const string Scenario = "stream";

    /// <summary>Runs the comparison into its folder: <c>cells/</c>, <c>comparison.json</c>, <c>report.html</c>.</summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops between rows; finished cells are kept.</param>
    /// <exception cref="InputException">The table, a method or an option cannot be used.</exception>
    public static Comparison Run(StreamComparingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Seeds.Count == 0)
            throw new InputException("there is no seed; expected at least one");
        if (!MetricNames.All.Contains(options.Metric))
            throw new InputException($"there is no metric '{options.Metric}'; expected one of {string.Join(", ", MetricNames.All)}");
        string[] names = [StreamMethods.Majority, StreamMethods.LastClass, .. options.Methods.Select(n =>
            MethodName.Parse(n).ToString("none")).Prepend("none").Distinct()];
        var learners = names[2..].ToDictionary(n => n, n => StreamMethods.Parse(n, options.Members));
        var rows = StreamRows.Open(options.Data, 2, events, cancellationToken);
        var (labels, features) = (rows.RequireLabels(), StreamRows.Prepare(rows, options.Data).Apply(rows));
        var store = new CellStore(Path.Combine(options.Folder, "cells"), fault => events.Note($"{fault.Path}: {fault.Reason}; computed "
            + "again"));
        var settings = Settings(options, rows);
        var cells = new List<ComparisonCell>();
        var done = events.Count("computed", names.Length * options.Seeds.Count, "cells");
        foreach (var (name, seed) in names.SelectMany(n => options.Seeds.Select(s => (n, s))))
        {
            var key = CellKey.Of("stream", Protocol, [.. settings, new("method", name),
                new("seed", seed.ToString(CultureInfo.InvariantCulture))]).Hash;
            if (store.Find(key) is not { } cell)
                store.Keep(cell = Play(name, learners.GetValueOrDefault(name), seed, key, features, labels, options.Data,
                    cancellationToken));
            cells.Add(cell);
            done.Report(cells.Count);
        }

        var comparison = Describe(options, rows, names, cells);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(options.Folder, "comparison.json"));
        ComparisonReport.Write(comparison, Path.Combine(options.Folder, "report.html"));
        return comparison;
    }

    private static ComparisonCell Play(string name, StreamLearnerOptions? learner, ulong seed, string key, DenseMatrix features,
        Labels labels, StreamDataOptions data, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var classes = labels.Classes.Count;
        var replay = new StreamReplay(features, labels, data);
        PredictionSet judged;
        if (learner is null)
        {
            IOnlineClassifier control = name == StreamMethods.LastClass ? new LastClass(classes) : new OnlinePriors(classes);
            judged = replay.Run(control, p => Array.IndexOf(p, p.Max()), cancellationToken: cancellationToken).Judged;
        }
        else
        {
            var own = new StreamLearner(features.Columns, classes, seed, learner);
            judged = replay.Run(own, p => own.Decide(p), cancellationToken: cancellationToken).Judged;
        }

        return new ComparisonCell
        {
            Scenario = Scenario,
            Method = name,
            Seed = (long)seed,
            ConfigHash = key,
            Seconds = clock.Elapsed.TotalSeconds,
        }.WithEvaluation(Evaluation.Of(judged, new EvaluationOptions { PositiveClass = judged.PositiveClass, BootstrapReplicates = 0 },
            cancellationToken));
    }

    private static List<KeyValuePair<string, string>> Settings(StreamComparingOptions options, Table rows) =>
    [
        new("data", FileFingerprint.Of(options.Data.Path)),
        new("order", options.Data.Reading.Time ?? "file"), new("target", rows.RequireLabels().Name),
        new("columns", string.Join(',', rows.Columns.Select(c => $"{c.Name}:{(c.Kind == ColumnKind.Numeric ? "number" : "category")}"))),
        new("rows", FormattableString.Invariant($"{rows.RowCount}")),
        new("window", FormattableString.Invariant($"{options.Data.Window}")),
        new("known_after", FormattableString.Invariant($"{options.Data.KnownAfter}")),
        new("members", FormattableString.Invariant($"{options.Members}")),
    ];

    private static Comparison Describe(StreamComparingOptions options, Table rows, string[] names, List<ComparisonCell> cells)
    {
        var labels = rows.RequireLabels();
        var judged = rows.RowCount - StreamRows.Windows(rows.RowCount, options.Data.Window)[0].Count;
        return new Comparison
        {
            Title = options.Title,
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Pairing = Pairing.Runs,
            DataDescription = $"{rows.RowCount} rows of {Path.GetFileName(options.Data.Path)} in the order of "
                + $"{(options.Data.Reading.Time is { } time ? $"'{time}'" : "the file")}; each is predicted before it is learned from, "
                + $"{(options.Data.KnownAfter == 0 ? "at once" : $"{options.Data.KnownAfter} rows later")}. The first "
                + $"{options.Data.Window} are learned from and not judged.",
            ClassNames = [.. labels.Classes],
            Scenarios = [new ComparisonScenario { Name = Scenario, Description = $"{judged} rows judged",
                TrainCounts = labels.ClassCounts(), TestCounts = StreamRows.Part(rows, rows.RowCount - judged, judged).RequireLabels()
                .ClassCounts() }],
            Methods = [.. names.Select(Method)],
            Baseline = "none",
            PrimaryMetric = options.Metric,
            Seeds = [.. options.Seeds.Select(s => (long)s)],
            CommandLine = options.CommandLine,
            ProtocolNotes =
            [
                "Runs differ by the draws of the ensembles alone: all see the same stream, so that intervals say nothing of another one.",
                $"'{StreamMethods.LastClass}' predicts the class that was known last; a method that does not beat it has learned no "
                    + "more than that classes come in runs.",
            ],
            Cells = cells,
        };
    }

    private static ComparisonMethod Method(string name) => name switch
    {
        StreamMethods.Majority => new() { Name = name, Label = "most frequent class", Level = MethodLevel.Plain, IsControl = true,
            Description = "Always predicts the class that was the most frequent so far." },
        StreamMethods.LastClass => new() { Name = name, Label = "class of the row before", Level = MethodLevel.Plain, IsControl = true,
            Description = "Predicts the class that was known last, whatever the features." },
        _ => Method(name, MethodName.Parse(name).Level),
    };

    private static ComparisonMethod Method(string name, MethodLevel level) => new() { Name = name, Level = level,
        IsControl = level is MethodLevel.Plain or MethodLevel.Decision, Description = $"Online bagging, {name}." };
}
