using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Predicts the class of each row of a table by a saved model.</summary>
public static class TablePredicting
{
    /// <summary>Predicts.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table does not fit the model, or an option cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static TablePredictionResult Run(TablePredictingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = TablePredictor.Open(options.Model);
        var reading = ReadingTexts.Apply(options.Reading, options.ReadingGiven, model.Card.Reading) with { Target = null,
            PositiveWhen = null };
        var read = TableModelInput.Open(options.Path, reading, model.Card.Columns, model.Card.IgnoredColumns, options.Keep, options.Lenient,
            events, cancellationToken);
        var (probabilities, classes) = TableModelDecision.Decide(model.Card, model.PredictProbabilities(read.Table), options.Prior,
            options.Threshold, events);
        return new(model.Card, read.Table.RowIds.ToArray(), classes, probabilities, [.. options.Keep.Select(name => read.Table[name])]);
    }
}
