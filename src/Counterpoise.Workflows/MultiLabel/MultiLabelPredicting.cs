using Counterpoise.MultiLabel;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Predicts the labels of rows by a saved model of several labels, and measures such a model.</summary>
public static class MultiLabelPredicting
{
    /// <summary>Predicts.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The table does not fit the model, or an option cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static MultiLabelPrediction Run(MultiLabelPredictingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = Open(options.Model);
        var card = model.Models[0].Card;
        var reading = ReadingTexts.Apply(options.Reading, options.ReadingGiven, card.Reading) with { Target = null, PositiveWhen = null };
        var read = TableModelInput.Open(options.Path, reading, card.Columns, card.IgnoredColumns, options.Keep, options.Lenient,
            events, cancellationToken);
        return new(model.Labels, Thresholds(model, options), read.Table.RowIds.ToArray(), model.PredictProbabilities(read.Table),
            [.. options.Keep.Select(name => read.Table[name])]);
    }

    /// <summary>Measures the model on rows whose labels the file holds, in the columns that those of training stood in.</summary>
    /// <param name="options">Which model, and which rows.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The labels, and their measures.</returns>
    /// <exception cref="InputException">The table does not fit the model, or holds no labels.</exception>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static (IReadOnlyList<string> Labels, MultiLabelEvaluation Evaluation) Evaluate(MultiLabelPredictingOptions options,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var model = Open(options.Model);
        var card = model.Models[0].Card;
        var reading = ReadingTexts.Apply(options.Reading, options.ReadingGiven, card.Reading) with { Target = null, PositiveWhen = null };
        // Columns are of the kinds of training, whatever the values of this file look like.
        var there = TableFaults.InWords(() => Data.TableFile.ColumnNames(options.Path, reading));
        var (features, found) = MultiLabelInput.Read(new MultiLabelDataOptions
        {
            Input = options.Path, Targets = model.Targets, Separator = model.Separator, Lenient = options.Lenient,
            Reading = reading with { Kinds = card.Columns.Where(c => there.Contains(c.Name)).ToDictionary(c => c.Name, c => c.Kind) },
        }, events, cancellationToken);
        var seen = InputFault.InWords(() => model.Models[0].CountSeen(features));
        if (seen > 0)
            events.Warn($"{options.Path}: {seen} of {features.RowCount} rows equal a training row in every column, so that the measures "
                + $"flatter the model");
        return InputFault.InWords(() => (model.Labels, MultiLabelEvaluation.Of(Aligned(model, found, options.Path, events),
            model.PredictProbabilities(features), Thresholds(model, options), options.BootstrapReplicates, options.Confidence, options.Seed,
            cancellationToken)));
    }

    private static MultiLabelModel Open(string path) => File.Exists(path) ? MultiLabelModel.Load(path, SavedTableModels.Codecs)
        : throw new InputException($"there is no model '{path}'");

    private static IReadOnlyList<double> Thresholds(MultiLabelModel model, MultiLabelPredictingOptions options) =>
        options.Threshold is not { } one ? model.Thresholds : one is >= 0 and <= 1 ? [.. model.Labels.Select(_ => one)]
            : throw new InputException($"--threshold is {one}; expected 0 to 1");

    /// <summary>The labels of the file in the model's order; one that no row of the file has is had by none.</summary>
    private static LabelSet Aligned(MultiLabelModel model, LabelSet found, string path, IProgress<WorkflowEvent>? events)
    {
        string[] unknown = [.. found.Names.Except(model.Labels)];
        if (unknown.Length > 0)
            events.Warn($"{path}: the model does not know {string.Join(", ", unknown.Take(8).Select(n => $"'{n}'"))}, so that these are "
                + $"not measured");
        int[] places = [.. model.Labels.Select(l => found.Names.ToList().IndexOf(l))];
        return new LabelSet(model.Labels, [.. Enumerable.Range(0, found.Rows)
            .SelectMany(i => places.Select(l => l >= 0 && found[i, l]))]);
    }
}
