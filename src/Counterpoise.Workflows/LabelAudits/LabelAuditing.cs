using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.LabelAudits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Audits the labels of tables or images, or tries the audit on labels that are made wrong on purpose.</summary>
public static class LabelAuditing
{
    /// <summary>Audits the labels, and writes the queue where a file is named.</summary>
    /// <param name="options">Of which rows or images, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The data or an option cannot be used.</exception>
    public static LabelAuditingResult Run(LabelAuditingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Output is { } output)
        {
            OutputPath.RequireOther(output, options.Input);
            TableFile.RequireWritable(output);
        }

        var data = options.Open(events, cancellationToken);
        var report = LabelAudit.Run(data.Rows, Audit(options, data), Classifier(options), cancellationToken);
        string[] places = [.. report.Queue.Select(s => data.Place(s.Row))];
        var rowOf = data.Rows.RowIds.ToArray().Index().ToDictionary(r => r.Item, r => r.Index);
        string[] nearest = [.. report.Queue.Select(s => data.Place(rowOf[s.NearestOther]))];
        var classes = data.Rows.RequireLabels().Classes;
        if (options.Output is { } file)
            TableFile.Write(LabelQueueTable.From(report, classes, places), file);
        return new LabelAuditingResult(report, classes, places, nearest);
    }

    /// <summary>
    /// Mislabels known shares of the rare rows and counts how many of them each ranking finds; <see cref="LabelNoiseStudyOptions.Audit"/>
    /// is replaced by that of the options.
    /// </summary>
    /// <param name="options">Of which rows or images, and how.</param>
    /// <param name="study">Shares and seeds.</param>
    /// <param name="progress">Told of each run as it ends; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The data or an option cannot be used.</exception>
    public static IReadOnlyList<LabelNoiseRun> Try(LabelAuditingOptions options, LabelNoiseStudyOptions study,
        IProgress<LabelNoiseRun>? progress = null, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(study);
        var data = options.Open(events, cancellationToken);
        return LabelNoiseStudy.Run(data.Rows, study with { Audit = Audit(options, data) }, Classifier(options), progress,
            cancellationToken);
    }

    private static LabelAuditOptions Audit(LabelAuditingOptions options, AuditedRows data) => options.Class is not { } name
        ? options.Audit : options.Audit with { AuditedClass = Place(data.Rows.RequireLabels(), name) };

    private static int Place(Labels labels, string name) => ClassTexts.IndexOf(labels.Classes, name) is var place and >= 0
        ? place
        : throw new InputException($"--class is '{name}'; the classes are {string.Join(", ", labels.Classes)}");

    private static IClassifier? Classifier(LabelAuditingOptions options)
    {
        if (options.Classifier == "network")
            return null;
        var learner = TableLearners.Find(options.Classifier);
        return learner.Create(learner.Defaults);
    }
}
