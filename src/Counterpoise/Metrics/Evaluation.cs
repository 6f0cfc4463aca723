using System.Text.Json.Serialization;

namespace Counterpoise.Metrics;

/// <summary>Everything that is said of one set of predictions. Serialises with System.Text.Json and reads back the same.</summary>
public sealed record Evaluation
{
    /// <summary>C class names.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Rows evaluated.</summary>
    public required int RowCount { get; init; }

    /// <summary>How many rows of one weight say as much as the weighted ones, (Σw)² / Σw²; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EffectiveRows { get; init; }

    /// <summary>Counts of (true, predicted).</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>One row per class, with Wilson intervals.</summary>
    public required IReadOnlyList<ClassMetrics> Classes { get; init; }

    /// <summary>Scalar metrics in a stable order: the standard ones, then the extra ones.</summary>
    public required IReadOnlyList<MetricValue> Metrics { get; init; }

    /// <summary>Classes without a row in the evaluated set.</summary>
    public required IReadOnlyList<string> AbsentClasses { get; init; }

    /// <summary>Reliability diagram of the predicted class; empty without probabilities.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>ROC curves, one per class, or the positive class alone for two; empty without probabilities.</summary>
    public IReadOnlyList<ClassCurve> RocCurves { get; init; } = [];

    /// <summary>Precision-recall curves, one per class, or the positive class alone for two; empty without probabilities.</summary>
    public IReadOnlyList<ClassCurve> PrecisionRecallCurves { get; init; } = [];

    /// <summary>What a reader must know: absent classes, classes never predicted, undefined metrics.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The value of a metric by name; null where it is undefined or was not measured.</summary>
    /// <param name="name">A metric's name, such as <c>macro_f1</c>.</param>
    public double? Value(string name) => Metrics.FirstOrDefault(m => m.Name == name)?.Value;

    /// <summary>Evaluates probabilities; the predicted class is the most probable one.</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="probabilities">Row-major n × C; rows sum to 1.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="ArgumentException">Shapes, classes, probabilities or options are wrong.</exception>
    public static Evaluation Of(IReadOnlyList<int> labels, double[] probabilities, IReadOnlyList<string> classNames,
        EvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        Of(PredictionSet.FromProbabilities(labels, probabilities, classNames), options, cancellationToken);

    /// <summary>Evaluates predicted classes; metrics of probabilities are left out.</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="predicted">n predicted classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="ArgumentException">Shapes, classes or options are wrong.</exception>
    public static Evaluation Of(IReadOnlyList<int> labels, IReadOnlyList<int> predicted, IReadOnlyList<string> classNames,
        EvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        Of(new PredictionSet(labels, predicted, classNames), options, cancellationToken);

    /// <summary>Evaluates a set of predictions, such as one whose classes were decided by a tuned threshold.</summary>
    /// <param name="predictions">At least one row.</param>
    /// <param name="options">Options; null takes the defaults. Positive class and absent-class policy are taken from here.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public static Evaluation Of(PredictionSet predictions, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        options ??= new EvaluationOptions();
        options.Validate();
        if (options.PositiveClass >= predictions.ClassCount && predictions.ClassCount == 2)
            throw new ArgumentException($"the positive class is {options.PositiveClass}; expected 0 or 1", nameof(options));
        var set = new PredictionSet(predictions.Labels, predictions.Predicted, predictions.ClassNames, predictions.Probabilities)
        {
            PositiveClass = options.PositiveClass,
            AbsentClasses = options.AbsentClasses,
            Weights = predictions.Weights ?? options.Weights,
        };
        var classes = Enumerable.Range(0, set.ClassCount).Select(c => ClassMetrics.Of(set.Confusion, c, options.Confidence)).ToArray();
        var metrics = EvaluationMetrics.Measure(set, options, cancellationToken);
        return new Evaluation
        {
            ClassNames = set.ClassNames,
            RowCount = set.Count,
            EffectiveRows = set.Weights is { } weights ? RowWeights.Effective(weights) : null,
            Confusion = set.Confusion,
            Classes = classes,
            Metrics = metrics,
            AbsentClasses = [.. classes.Where(c => c.Absent).Select(c => c.Name)],
            Calibration = set.Probabilities is null ? [] : CalibrationError.Bins(set, options.CalibrationBins),
            RocCurves = EvaluationCurves.Of(set, options.CurvePoints, RocCurve.Of, ranked => ranked.Auroc()),
            PrecisionRecallCurves = EvaluationCurves.Of(set, options.CurvePoints, PrecisionRecallCurve.Of,
                ranked => ranked.AveragePrecision()),
            Notes = [.. EvaluationMetrics.Notes(set, options, classes, metrics)],
        };
    }
}
