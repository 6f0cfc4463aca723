using Counterpoise.Metrics;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Measures a saved model on rows whose class is known.</summary>
public static class TableModelEvaluation
{
    /// <summary>Predicts the rows and measures the predictions.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table does not fit the model, or an option cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static PredictionEvaluationResult Run(TableModelEvaluationOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = TablePredictor.Open(options.Model);
        var card = model.Card;
        var reading = ReadingTexts.Apply(options.Reading, options.ReadingGiven, card.Reading);
        reading = reading with { Target = options.Reading.Target ?? card.Target };
        var read = TableModelInput.Open(options.Path, reading, card.Columns, card.IgnoredColumns, [], options.Lenient,
            events, cancellationToken);
        var labels = Codes(read.Table.RequireLabels(), card.ClassNames, options.Path);
        var (probabilities, classes) = TableModelDecision.Decide(card, model.PredictProbabilities(read.Table), options.Prior,
            options.Threshold, events);
        var costs = ClassCosts.Parse(options.Costs, card.ClassNames);
        var evaluation = Evaluation.Of(new PredictionSet(labels, classes, card.ClassNames, probabilities)
            { Weights = read.Table.Weights },
            options.Measures with { PositiveClass = card.PositiveClass, ExtraMetrics = costs }, cancellationToken);
        if (model.CountSeen?.Invoke(read.Table) is > 0 and var seen)
            evaluation = evaluation with { Notes = [.. evaluation.Notes,
                $"{seen} of {labels.Length} rows equal a row that the model was trained on in every column: these measures say little of "
                + $"new rows"] };
        return new(evaluation, card.ClassNames.Count == 2 ? new PositiveChoice(card.PositiveClass, "the model's") : null, null);
    }

    /// <summary>The classes of the file by their places in the model.</summary>
    private static int[] Codes(Labels labels, IReadOnlyList<string> classes, string path)
    {
        var counts = labels.ClassCounts();
        var places = labels.Classes.Select(c => ClassTexts.IndexOf(classes, c)).ToArray();
        return Enumerable.Range(0, places.Length).FirstOrDefault(c => places[c] < 0 && counts[c] > 0, -1) is var unknown and >= 0
            ? throw new InputException(
                $"{path}: class '{labels.Classes[unknown]}' of '{labels.Name}' ({counts[unknown]} rows) is none of the model's: "
                + $"{string.Join(", ", classes)}")
            : [.. labels.Codes.ToArray().Select(code => places[code])];
    }
}
