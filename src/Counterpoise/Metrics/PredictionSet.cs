namespace Counterpoise.Metrics;

/// <summary>Labels with their predictions, and with probabilities where the model gives them: what a metric measures.</summary>
public sealed class PredictionSet
{
    private readonly double[]? _weights;
    private ConfusionMatrix? _confusion;

    /// <summary>Creates a set from predicted classes.</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="predicted">n predicted classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <param name="probabilities">Row-major n × C, or null.</param>
    /// <exception cref="ArgumentException">A length does not fit, a class is outside [0, C), or a probability is not in [0, 1].</exception>
    public PredictionSet(IReadOnlyList<int> labels, IReadOnlyList<int> predicted, IReadOnlyList<string> classNames,
        double[]? probabilities = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(classNames);
        Labels = labels as int[] ?? [.. labels];
        Predicted = predicted as int[] ?? [.. predicted];
        ClassNames = classNames;
        Probabilities = probabilities;
        if (Labels.Length == 0) throw new ArgumentException("found 0 rows; expected at least 1", nameof(labels));
        if (probabilities is not null) CheckProbabilities(probabilities, Labels.Length, classNames.Count);
        _ = Confusion;
    }

    /// <summary>n true classes.</summary>
    public int[] Labels { get; }

    /// <summary>n predicted classes.</summary>
    public int[] Predicted { get; }

    /// <summary>C names.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Row-major n × C probabilities, or null where the model gives only classes.</summary>
    public double[]? Probabilities { get; }

    /// <summary>
    /// n weights of the rows, finite, at least 0 and not all 0, by which every metric counts them; null, the default, where each counts 1.
    /// Only their ratios matter.
    /// </summary>
    /// <exception cref="ArgumentException">The number differs, a weight is negative or not finite, or all are 0.</exception>
    public double[]? Weights
    {
        get => _weights;
        init
        {
            if (value is not null)
                RowWeights.Check(value, Labels.Length);
            (_weights, _confusion) = (value, null);
        }
    }

    /// <summary>Number of rows, n.</summary>
    public int Count => Labels.Length;

    /// <summary>Number of classes, C.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>The class that binary metrics call positive; 1 by default.</summary>
    public int PositiveClass { get; init; } = 1;

    /// <summary>What means over classes do with a class without rows.</summary>
    public AbsentClassPolicy AbsentClasses { get; init; }

    /// <summary>The counts of (true, predicted), made once.</summary>
    public ConfusionMatrix Confusion => _confusion ??= ConfusionMatrix.Of(Labels, Predicted, ClassNames, _weights);

    /// <summary>Measures a metric by the policy for absent classes.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>The value, or NaN where the metric is undefined for these rows.</returns>
    public double Measure(IMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var lacks = AbsentClasses == AbsentClassPolicy.Undefined && metric.NeedsEveryClass && Confusion.PresentClasses.Count() < ClassCount;
        return lacks ? double.NaN : metric.Measure(this);
    }

    /// <summary>Creates a set whose predicted class is the most probable one; among equals the lower index.</summary>
    /// <param name="labels">n true classes in [0, C).</param>
    /// <param name="probabilities">Row-major n × C; rows sum to 1 within 1e-3.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="weights">n <see cref="Weights"/> of the rows; null where every row counts 1.</param>
    /// <exception cref="ArgumentException">A length does not fit, a row is not a distribution, or a weight is wrong.</exception>
    public static PredictionSet FromProbabilities(IReadOnlyList<int> labels, double[] probabilities, IReadOnlyList<string> classNames,
        double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(classNames);
        CheckProbabilities(probabilities, labels.Count, classNames.Count);
        var predicted = new int[labels.Count];
        for (var i = 0; i < predicted.Length; i++)
        {
            var row = probabilities.AsSpan(i * classNames.Count, classNames.Count);
            for (var c = 1; c < row.Length; c++)
                if (row[c] > row[predicted[i]]) predicted[i] = c;
        }

        return new PredictionSet(labels, predicted, classNames, probabilities) { Weights = weights };
    }

    /// <summary>The rows at <paramref name="rows"/>, in that order and with repeats, such as a bootstrap draw.</summary>
    /// <param name="rows">Row indices in [0, n).</param>
    public PredictionSet Select(ReadOnlySpan<int> rows)
    {
        var (labels, predicted) = (new int[rows.Length], new int[rows.Length]);
        var probabilities = Probabilities is null ? null : new double[rows.Length * ClassCount];
        var weights = _weights is null ? null : new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            (labels[i], predicted[i]) = (Labels[rows[i]], Predicted[rows[i]]);
            Probabilities?.AsSpan(rows[i] * ClassCount, ClassCount).CopyTo(probabilities.AsSpan(i * ClassCount));
            if (weights is not null) weights[i] = _weights![rows[i]];
        }

        return new PredictionSet(labels, predicted, ClassNames, probabilities) { PositiveClass = PositiveClass,
            AbsentClasses = AbsentClasses, Weights = weights };
    }

    /// <summary>The same rows with other predicted classes; all else stays.</summary>
    /// <param name="predicted">n predicted classes in [0, C).</param>
    /// <exception cref="ArgumentException">The length differs, or a class is outside [0, C).</exception>
    public PredictionSet With(IReadOnlyList<int> predicted) => new(Labels, predicted, ClassNames, Probabilities)
    {
        PositiveClass = PositiveClass,
        AbsentClasses = AbsentClasses,
        Weights = _weights,
    };

    private static void CheckProbabilities(double[] probabilities, int rows, int classes)
    {
        if (probabilities.Length != (long)rows * classes)
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities; expected {rows} rows × {classes} classes = {(long)rows * classes}",
                nameof(probabilities));
        for (var i = 0; i < rows; i++)
        {
            var sum = 0.0;
            foreach (var p in probabilities.AsSpan(i * classes, classes))
            {
                if (!(p >= 0 && p <= 1))
                    throw new ArgumentException($"row {i} holds {p}; expected probabilities in [0, 1]: apply softmax or a sigmoid first",
                        nameof(probabilities));
                sum += p;
            }

            if (Math.Abs(sum - 1) > 1e-3)
                throw new ArgumentException($"row {i} sums to {sum}; expected 1: give a column per class, also for two classes",
                    nameof(probabilities));
        }
    }
}
