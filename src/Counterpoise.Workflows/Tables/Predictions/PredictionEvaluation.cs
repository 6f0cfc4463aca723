using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Measures a file of predictions.</summary>
public static class PredictionEvaluation
{
    /// <summary>Reads the predictions, decides the class of each row, and measures them.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The file or an option cannot be used.</exception>
    public static PredictionEvaluationResult Run(PredictionEvaluationOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOneDecision(options);
        var read = Open(options, events, cancellationToken);
        var predictions = PriorChange.Apply(PredictionFile.Of(read, options.Columns), options.TrainedPriors, options.Priors);
        var costs = ClassCosts.Parse(options.Costs, predictions.Set.ClassNames);
        if (predictions.Set.ClassCount > 2 && options is { Columns.Positive: not null, Threshold: null, TuneThreshold: null })
            throw new InputException(
                $"--positive is for two classes, and for a threshold on one of more; the file has {predictions.Set.ClassCount}: leave it "
                + $"out, or give --threshold or --tune-threshold");
        TunedThreshold? tuned = null;
        if (options.Threshold is { } limit)
            predictions = predictions.Decided(limit, "--threshold");
        else if (options.TuneThreshold is { } rule)
            (predictions, tuned) = ThresholdTuning.Run(predictions,
                ThresholdTuning.Parse(rule, costs, predictions.PositiveClass, predictions.Set.ClassCount), options.Measures, events,
                cancellationToken);
        var evaluation = Evaluation.Of(predictions.Set, options.Measures with { PositiveClass = predictions.PositiveClass,
            ExtraMetrics = costs }, cancellationToken);
        evaluation = evaluation with { Notes = [.. predictions.Notes, .. evaluation.Notes,
            .. ReversedScores.Notes(evaluation, predictions)] };
        return new PredictionEvaluationResult(evaluation, predictions.Positive, tuned);
    }

    private static void RequireOneDecision(PredictionEvaluationOptions options)
    {
        var (threshold, tuned) = (options.Threshold, options.TuneThreshold is not null);
        if (threshold is < 0 or > 1 or double.NaN)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--threshold is {threshold}; expected a probability, 0 to 1"));
        if (options.Columns.Predicted is not null && (threshold is not null || tuned))
            throw new InputException(
                $"{(tuned ? "--tune-threshold" : "--threshold")} decides from probabilities, and --predicted names classes that are "
                + $"decided already: choose one");
        if (threshold is not null && tuned)
            throw new InputException("--threshold and --tune-threshold both set the threshold: choose one");
    }

    private static TableReadResult Open(PredictionEvaluationOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var (path, reading) = (options.Path, options.Reading);
        // Predicted classes are names, as true ones are.
        if (options.Columns.Predicted is { } predicted && !reading.Kinds.ContainsKey(predicted) && reading.PositiveWhen is null
            && TableFaults.InWords(() => TableFile.ColumnNames(path, reading)).Contains(predicted))
            reading = reading with { Kinds = new Dictionary<string, ColumnKind>(reading.Kinds) { [predicted] = ColumnKind.Categorical } };
        var read = TableInput.Open(path, reading, options.Lenient, events, cancellationToken);
        return read.Table.Labels is null ? throw new InputException("the column of true classes is not named: give --target") : read;
    }
}
