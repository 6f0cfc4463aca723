using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Streams;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Streams;

/// <summary>
/// Trains online: each row of a stream is predicted before it is learned from, and what was learned at the end is kept as a model of
/// tables, which a later call goes on with.
/// </summary>
public static class StreamTraining
{
    /// <summary>Reads, plays, saves.</summary>
    /// <param name="options">Which model.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then.</param>
    /// <exception cref="InputException">The table, the method or an option cannot be used.</exception>
    public static StreamTrainingResult Run(StreamTrainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OutputPath.RequireOther(options.Output, options.Data.Path);
        OutputPath.RequireFile(options.Output, "a model of a stream");
        using var before = options.Resumes ? Before(options.Output) : null;
        var settings = before is null ? StreamMethods.Parse(options.Method, options.Members) : null;
        var rows = before is null ? StreamRows.Open(options.Data, 2, events, cancellationToken) : As(before.Card, options, events,
            cancellationToken);
        var labels = rows.RequireLabels();
        var preparation = before is null ? StreamRows.Prepare(rows, options.Data) : FeaturePreparation.From(before.Card.Columns);
        var features = preparation.Apply(rows);
        var learner = before is null ? new StreamLearner(features.Columns, labels.Classes.Count, options.Seed, settings)
            : ((FittedStream)before.Classifier).Continue();
        var (judged, windows) = new StreamReplay(features, labels, options.Data).Run(learner, p => learner.Decide(p), before is not null,
            events.Count("learned", rows.RowCount, "rows"), cancellationToken);
        using var model = StreamModel.Create(learner, preparation, labels, features, Card(options, before?.Card, labels))
            .Describe(ReadingTexts.Of(options.Data.Reading), [.. new[] { labels.Name, options.Data.Reading.Time }.OfType<string>()
                .Concat(options.Data.Reading.Exclude).Distinct()], options.CommandLine);
        var evaluation = Evaluation.Of(judged, new EvaluationOptions
        {
            PositiveClass = model.Card.PositiveClass,
            BootstrapReplicates = options.BootstrapReplicates,
            Seed = options.Seed,
        }, cancellationToken);
        model.Save(options.Output, SavedTableModels.Codecs);
        return new StreamTrainingResult(options.Output, model.Card, evaluation, windows);
    }

    private static TableModel Before(string path)
    {
        var model = SavedTableModels.Load(path);
        if (model.Classifier is FittedStream)
            return model;
        model.Dispose();
        throw new InputException($"'{path}' is no model of a stream, and others cannot go on: train it anew on all rows");
    }

    /// <summary>The rows as the model before knows them: its columns, and its classes in their order.</summary>
    private static Table As(TableModelCard card, StreamTrainingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var reading = options.Data.Reading with { Kinds = card.Columns.Where(c => !c.IsDropped).ToDictionary(c => c.Name, c => c.Kind) };
        var rows = StreamRows.Open(options.Data with { Reading = reading }, 1, events, cancellationToken);
        var labels = rows.RequireLabels();
        if (labels.Classes.Except(card.ClassNames).FirstOrDefault() is { } unknown)
            throw new InputException($"'{options.Data.Path}' has class '{unknown}', and the model in '{options.Output}' knows "
                + $"{string.Join(", ", card.ClassNames)}: train it anew on all rows");
        if (card.Columns.FirstOrDefault(c => !c.IsDropped && rows.Columns.All(own => own.Name != c.Name)) is { } missing)
            throw new InputException($"'{options.Data.Path}' has no column '{missing.Name}', which the model in '{options.Output}' takes");
        int[] places = [.. labels.Classes.Select(c => card.ClassNames.ToList().IndexOf(c))];
        return rows.With([.. card.Columns.Where(c => !c.IsDropped).Select(c => rows[c.Name])])
            .With(new Labels(labels.Name, [.. card.ClassNames], [.. labels.Codes.ToArray().Select(c => places[c])]));
    }

    private static TableModelCard Card(StreamTrainingOptions options, TableModelCard? before, Labels labels)
    {
        int[] counts = [.. labels.ClassCounts().Select((n, c) => n + (before?.ClassCounts[c] ?? 0))];
        return new TableModelCard
        {
            Program = ProgramVersion.Text,
            Target = labels.Name,
            ClassNames = [.. labels.Classes],
            ClassCounts = counts,
            Priors = [],
            PositiveClass = before?.PositiveClass ?? (labels.Classes.Count == 2 ? PositiveChoice.Of(labels.Classes, counts,
                options.Data.Reading.PositiveWhen?.Positive).Class : 1),
            Method = before?.Method ?? options.Method,
            Classifier = "online-bagging",
            Seed = before?.Seed ?? options.Seed,
            Columns = [],
            Notes = ["learned row after row from a stream; columns are prepared as the rows of the first window teach"],
        };
    }
}
