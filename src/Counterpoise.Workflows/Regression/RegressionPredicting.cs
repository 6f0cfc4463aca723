using Counterpoise.Data;
using Counterpoise.ImbalancedRegression;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Regression;

/// <summary>Predicts the number of each row of a table by a saved model, and measures such a model.</summary>
public static class RegressionPredicting
{
    /// <summary>Predicts.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table does not fit the model, or an option cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static RegressionPrediction Run(RegressionPredictingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = RegressionModels.Load(options.Model);
        var card = model.Card;
        var table = TableModelInput.Open(options.Path, Reading(model, options), card.Columns, card.IgnoredColumns, options.Keep,
            options.Lenient, events, cancellationToken).Table;
        var predictions = model.Predict(table);
        if (predictions.Count(p => p < card.Least || p > card.Largest) is > 0 and var outside)
            events.Note($"{options.Path}: {outside} of {predictions.Length} predictions lie outside of the training rows' "
                + $"'{card.Target}', which goes from {RegressionText.Number(card.Least)} to {RegressionText.Number(card.Largest)}");
        return new(card, table.RowIds.ToArray(), predictions, [.. options.Keep.Select(name => table[name])]);
    }

    /// <summary>Measures the model on rows whose number the file holds.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table does not fit the model, or its target is not there or no number.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static RegressionModelEvaluation Evaluate(RegressionPredictingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = RegressionModels.Load(options.Model);
        var card = model.Card;
        var name = options.Reading.Target ?? card.Target;
        var table = TableModelInput.Open(options.Path, Reading(model, options), card.Columns, card.IgnoredColumns, [], options.Lenient,
            events, cancellationToken, name).Table;
        var numbers = (NumericColumn)table[name];
        int[] known = [.. Enumerable.Range(0, table.RowCount).Where(i => double.IsFinite(numbers[i]))];
        if (known.Length == 0)
            throw new InputException($"{options.Path}: no row has a '{name}', and without true numbers nothing is measured: add them, or "
                + $"predict");
        if (known.Length < table.RowCount)
            events.Warn($"{options.Path}: {table.RowCount - known.Length} of {table.RowCount} rows have no '{name}' and are left out");
        var rows = table.Select(known);
        var seen = model.CountSeen(rows);
        if (seen > 0)
            events.Warn($"{options.Path}: {seen} of {known.Length} rows equal a training row in every column: these measures say little "
                + $"of new rows");
        return InputFault.InWords(() => new RegressionModelEvaluation(card, RegressionMeasures.Of([.. known.Select(i => numbers[i])],
            model.Predict(rows), model.Relevance, card.RareFrom, options.BootstrapReplicates, options.Confidence, options.Seed,
            cancellationToken), seen));
    }

    private static TableReadOptions Reading(RegressionModel model, RegressionPredictingOptions options) =>
        ReadingTexts.Apply(options.Reading, options.ReadingGiven, model.Card.Reading) with { Target = null, PositiveWhen = null };
}
