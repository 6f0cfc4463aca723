using Counterpoise.Classifiers;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.MultiLabel;

/// <summary>
/// A saved model of several labels: one model of tables for each label, each with its own weights, calibration, priors and threshold,
/// on the same columns.
/// </summary>
/// <remarks>Binary relevance: Tsoumakas and Katakis, "Multi-label classification: an overview", IJDWM 2007.</remarks>
public sealed class MultiLabelModel : IDisposable
{
    /// <summary>The classes of each label's own model: a row lacks the label, or has it.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["no", "yes"];

    private const string Task = "several labels of a row";

    private MultiLabelModel(IReadOnlyList<string> labels, IReadOnlyList<TableModel> models, IReadOnlyList<string> targets, string separator)
    {
        (Labels, Models, Targets, Separator) = (labels, models, targets, separator);
        Thresholds = [.. models.Select(m => m.Card.Decision switch
        {
            null => 0.5,
            { Threshold: { } threshold } => threshold,
            var decision => decision.Weights[0] / (decision.Weights[0] + decision.Weights[1]),
        })];
    }

    /// <summary>The labels.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The model of each label; they take the same columns.</summary>
    public IReadOnlyList<TableModel> Models { get; }

    /// <summary>The columns of the training file that held the labels.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>What stood between labels where one column held them all.</summary>
    public string Separator { get; }

    /// <summary>The probability from which on a row is given each label.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Trains a model for each label.</summary>
    /// <param name="features">n rows, without the labels.</param>
    /// <param name="labels">Their labels; each is had by some rows and lacked by some.</param>
    /// <param name="targets">The columns that held them.</param>
    /// <param name="separator">What stands between labels where one column held them all.</param>
    /// <param name="options">How each is trained; its class of interest is having the label.</param>
    /// <param name="describe">Adds what is known of each model besides; null for nothing.</param>
    /// <param name="progress">Told of each label that is trained.</param>
    /// <param name="cancellationToken">Stops between labels and within.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the rows or options cannot be used; the message names the
    /// label.</exception>
    public static MultiLabelModel Train(Table features, LabelSet labels, IReadOnlyList<string> targets, string separator,
        TableModelOptions options, Func<TableModel, TableModel>? describe = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(separator);
        ArgumentNullException.ThrowIfNull(options);
        if (features.RowCount != labels.Rows)
            throw new ArgumentException($"found labels of {labels.Rows} rows for {features.RowCount} rows", nameof(labels));
        var models = new List<TableModel>();
        try
        {
            foreach (var (l, name) in labels.Names.Index())
            {
                var codes = labels.Codes(l);
                if (codes.Distinct().Count() < 2)
                    throw new ArgumentException(
                        $"{(codes[0] == 1 ? "every" : "no")} training row has the label '{name}', so that nothing tells it from others: "
                        + $"leave it out, or give rows of both kinds", nameof(labels));
                var model = TableModelTraining.Run(features.With(new Labels(name, [.. Classes], codes)),
                    options with { PositiveClass = 1 }, cancellationToken: cancellationToken);
                models.Add(describe?.Invoke(model) ?? model);
                progress?.Report(l + 1);
            }

            return new(labels.Names, models, [.. targets], separator);
        }
        catch
        {
            models.ForEach(m => m.Dispose());
            throw;
        }
    }

    /// <summary>Whether a file begins as a model of several labels does.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static bool Is(string path) => PartFile.Is(path) && PartFile.Task(path) == Task;

    /// <summary>Gives the probability that each row has each label.</summary>
    /// <param name="rows">Rows that have the models' columns.</param>
    /// <returns>Row-major rows × labels.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another kind.</exception>
    public double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var scores = new double[rows.RowCount * Models.Count];
        foreach (var (l, model) in Models.Index())
        {
            var own = model.PredictProbabilities(rows);
            for (var i = 0; i < rows.RowCount; i++) scores[(i * Models.Count) + l] = own[(2 * i) + 1];
        }

        return scores;
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="codecs">The classifiers that can be written; null for those of the core.</param>
    /// <exception cref="NotSupportedException">No codec is for the classifier.</exception>
    public void Save(string path, ClassifierCodecs? codecs = null) => PartFile.Write(path, part =>
    {
        part.Text("task", Task);
        part.Texts("targets", [.. Targets]);
        part.Text("separator", Separator);
        part.Parts("labels", Labels.Zip(Models), (own, label) =>
        {
            own.Text("name", label.First);
            own.Part("model", inner => TableModelFile.Write(label.Second, inner, codecs ?? StandardCodecs.All));
        });
    });

    /// <summary>Reads a model. What is read is checked, and none of it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="codecs">The classifiers that can be read; null for those of the core.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model of several labels, damaged, or says what cannot be.</exception>
    public static MultiLabelModel Load(string path, ClassifierCodecs? codecs = null) => PartFile.Read(path, part =>
    {
        if (part.Text("task") is var task && task != Task)
            throw part.Fault($"the model is for '{task}'; expected '{Task}'");
        var labels = part.Parts("labels");
        string[] names = [.. labels.Select(l => l.Text("name"))];
        TableModel[] models = [.. labels.Select(l => TableModelFile.Read(l.Part("model"), codecs ?? StandardCodecs.All))];
        if (names.Length == 0 || names.Distinct().Count() < names.Length || models.Any(m => !m.Card.ClassNames.SequenceEqual(Classes)
            || !m.Card.Columns.Select(c => (c.Name, c.Kind)).SequenceEqual(models[0].Card.Columns.Select(c => (c.Name, c.Kind)))))
            throw part.Fault("there is no label, one stands twice, or their models do not take the same columns");
        return new MultiLabelModel(names, models, part.Texts("targets"), part.Text("separator"));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in Models) model.Dispose();
    }
}
