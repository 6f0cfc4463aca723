using Counterpoise.Classifiers;
using Counterpoise.Data;
using Counterpoise.LabelAudits;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.LabelAudits;

/// <summary>Audits the labels of tables or images, or tries the audit on labels that are made wrong on purpose.</summary>
public static class LabelAuditing
{
    /// <summary>Audits the labels of a table, and writes the queue where a file is named.</summary>
    /// <param name="options">Which table, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static LabelAuditingResult Run(LabelAuditingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOutput(options.Output, options.Path);
        return Audit(Open(options, events, cancellationToken), options.Output, cancellationToken);
    }

    /// <summary>Audits the labels of images on frozen features, and writes the queue where a file is named.</summary>
    /// <param name="options">Which images, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The images or an option cannot be used.</exception>
    public static LabelAuditingResult Run(ImageLabelAuditingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOutput(options.Output, options.Data.Path);
        return Audit(Open(options, events, cancellationToken), options.Output, cancellationToken);
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
        IProgress<LabelNoiseRun>? progress = null, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Try(Open(options, events, cancellationToken), study, progress, cancellationToken);
    }

    /// <summary>
    /// Mislabels known shares of the rare images and counts how many of them each ranking finds;
    /// <see cref="LabelNoiseStudyOptions.Audit"/> is replaced by that of the options.
    /// </summary>
    /// <param name="options">Which images, and how.</param>
    /// <param name="study">Shares and seeds.</param>
    /// <param name="progress">Told of each run as it ends; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The images or an option cannot be used.</exception>
    public static IReadOnlyList<LabelNoiseRun> Try(ImageLabelAuditingOptions options, LabelNoiseStudyOptions study,
        IProgress<LabelNoiseRun>? progress = null, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Try(Open(options, events, cancellationToken), study, progress, cancellationToken);
    }

    private static LabelAuditingResult Audit(Audited data, string? output, CancellationToken cancellationToken)
    {
        var report = LabelAudit.Run(data.Rows, data.Audit, data.Classifier, cancellationToken);
        string[] places = [.. report.Queue.Select(s => data.Place(s.Row))];
        var rowOf = data.Rows.RowIds.ToArray().Index().ToDictionary(r => r.Item, r => r.Index);
        string[] nearest = [.. report.Queue.Select(s => data.Place(rowOf[s.NearestOther]))];
        var classes = data.Rows.RequireLabels().Classes;
        if (output is not null)
            TableFile.Write(LabelQueueTable.From(report, classes, places), output);
        return new LabelAuditingResult(report, classes, places, nearest);
    }

    private static IReadOnlyList<LabelNoiseRun> Try(Audited data, LabelNoiseStudyOptions study, IProgress<LabelNoiseRun>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        return LabelNoiseStudy.Run(data.Rows, study with { Audit = data.Audit }, data.Classifier, progress, cancellationToken);
    }

    private static void RequireOutput(string? output, string path)
    {
        if (output is null)
            return;
        OutputPath.RequireOther(output, path);
        TableFile.RequireWritable(output);
    }

    private static Audited Open(LabelAuditingOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        TableInput.RefuseWeights(options.Reading, "the audit of labels");
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        ProvenanceTable.Refuse(options.Path, read.Table, "rows made from others agree with them, whatever their label");
        return read.Table.Labels is not { } labels
            ? throw new InputException(
                $"'{options.Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}")
            : new(read.Table, read.Place, Of(options.Audit, options.Class, labels), Classifier(options.Classifier));
    }

    private static Audited Open(ImageLabelAuditingOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var images = ImageFeatureTable.Read(options.Data, options.Network, includesTest: true, events, cancellationToken);
        return new(images.Table, row => images.Names[row], Of(options.Audit, options.Class, images.Table.RequireLabels()),
            Classifier(options.Classifier));
    }

    private static LabelAuditOptions Of(LabelAuditOptions audit, string? name, Labels labels) => name is null ? audit
        : audit with
        {
            AuditedClass = ClassTexts.IndexOf(labels.Classes, name) is var place and >= 0 ? place
                : throw new InputException($"--class is '{name}'; the classes are {string.Join(", ", labels.Classes)}"),
        };

    private static IClassifier? Classifier(string name)
    {
        if (name == "network")
            return null;
        var learner = TableLearners.Find(name);
        return learner.Create(learner.Defaults);
    }

    /// <summary>Rows, where each is to be found, and how they are audited.</summary>
    private sealed record Audited(Table Rows, Func<int, string> Place, LabelAuditOptions Audit, IClassifier? Classifier);
}
