using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>A pipeline that has learned.</summary>
public sealed class FittedPipeline : IDisposable
{
    private readonly IFittedClassifier _model;
    private readonly SeenRows _seen;

    private readonly double[] _given;
    private readonly double[] _learned;

    /// <summary>Holds what was learned, with the rows or weights per class before and after the resampler.</summary>
    internal FittedPipeline(FeaturePreparation preparation, IFittedClassifier model, IReadOnlyList<string> classNames, SeenRows seen,
        ResampleResult? resampled, double[] given, double[] learned) =>
        (Preparation, _model, ClassNames, _seen, Resampled, _given, _learned) =
            (preparation, model, classNames, seen, resampled, given, learned);

    /// <summary>What was learned to prepare features.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// What the resampler returned, or null without one: rows as the classifier saw them; source rows are places in the training table.
    /// </summary>
    public ResampleResult? Resampled { get; }

    /// <summary>Gives the probability of each class for each row.</summary>
    /// <param name="rows">Any rows of the same columns.</param>
    /// <returns>Row-major rows × classes.</returns>
    public double[] PredictProbabilities(Table rows) => _model.PredictProbabilities(Preparation.Apply(rows));

    /// <summary>
    /// The correction from the class priors that were learned from, after the resampler or <see cref="ClassWeighted"/>, to those
    /// of the training rows; without either it changes nothing. For other shares where the model is used, see
    /// <see cref="PriorCorrection"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The resampler left no row of a class.</exception>
    public PriorCorrection PriorCorrection() => new(_learned, _given);

    /// <summary>
    /// Evaluates on rows that took no part in training. Ids tell the rows apart, so a table that was renumbered is not known again; a note
    /// counts test rows whose features all equal those of a training row.
    /// </summary>
    /// <param name="test">
    /// Labelled rows of the table that the training rows were selected from, so that row ids mean the same; they count by their weights
    /// where they have some.
    /// </param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="LeakageException">A row was trained on, is a parent of a synthetic row that was, or was itself made from such a
    /// row.</exception>
    /// <exception cref="ArgumentException">The classes differ from those of training.</exception>
    public Evaluation Evaluate(Table test, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        var labels = test.RequireLabels();
        _seen.Refuse(test);
        if (!labels.Classes.SequenceEqual(ClassNames))
            throw new ArgumentException(
                $"the classes are {string.Join(", ", labels.Classes)}, those of training {string.Join(", ", ClassNames)}: select both "
                + $"splits from one table", nameof(test));
        var (probabilities, copies) = PredictTest(test);
        var evaluation = Evaluation.Of(
            PredictionSet.FromProbabilities(labels.Codes.ToArray(), probabilities, ClassNames, test.Weights), options, cancellationToken);
        return evaluation with { Notes = [.. evaluation.Notes, .. copies] };
    }

    /// <summary>Predicts rows that took no part in training, with a note on those that repeat training rows.</summary>
    /// <exception cref="LeakageException">A row took part in training.</exception>
    internal (double[] Probabilities, IReadOnlyList<string> Notes) PredictTest(Table test)
    {
        _seen.Refuse(test);
        var features = Preparation.Apply(test);
        return (_model.PredictProbabilities(features), [.. _seen.Copies(features)]);
    }

    /// <inheritdoc/>
    public void Dispose() => (_model as IDisposable)?.Dispose();
}
