using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.LabelAudits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Audits the labels of a table, or tries the audit on labels that are made wrong on purpose.</summary>
public static class LabelAuditing
{
    /// <summary>Audits the labels, and writes the queue where a file is named.</summary>
    /// <param name="options">Which table, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static LabelAuditingResult Run(LabelAuditingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Output is { } output)
        {
            OutputPath.RequireOther(output, options.Path);
            TableFile.RequireWritable(output);
        }

        var (read, audit) = Open(options, events, cancellationToken);
        var report = LabelAudit.Run(read.Table, audit, Classifier(options), cancellationToken);
        string[] places = [.. report.Queue.Select(s => read.Place(s.Row))];
        var rowOf = read.Table.RowIds.ToArray().Index().ToDictionary(r => r.Item, r => r.Index);
        string[] nearest = [.. report.Queue.Select(s => read.Place(rowOf[s.NearestOther]))];
        var classes = read.Table.RequireLabels().Classes;
        if (options.Output is { } file)
            TableFile.Write(LabelQueueTable.From(report, classes, places), file);
        return new LabelAuditingResult(report, classes, places, nearest);
    }

    /// <summary>
    /// Mislabels known shares of the rare rows and counts how many of them each ranking finds; <see cref="LabelNoiseStudyOptions.Audit"/>
    /// is replaced by that of the options.
    /// </summary>
    /// <param name="options">Which table, and how.</param>
    /// <param name="study">Shares and seeds.</param>
    /// <param name="progress">Told of each run as it ends; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static IReadOnlyList<LabelNoiseRun> Try(LabelAuditingOptions options, LabelNoiseStudyOptions study,
        IProgress<LabelNoiseRun>? progress = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(study);
        var (read, audit) = Open(options, events, cancellationToken);
        return LabelNoiseStudy.Run(read.Table, study with { Audit = audit }, Classifier(options), progress, cancellationToken);
    }

    private static (TableReadResult Read, LabelAuditOptions Audit) Open(LabelAuditingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        TableInput.RefuseWeights(options.Reading, "the audit of labels");
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException(
                $"'{options.Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        return (read, options.Class is { } name ? options.Audit with { AuditedClass = Place(labels, name) } : options.Audit);
    }

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
