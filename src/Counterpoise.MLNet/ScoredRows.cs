using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>Labels and probabilities of rows that a model has scored.</summary>
/// <param name="Labels">n classes.</param>
/// <param name="Probabilities">Row-major n × C.</param>
/// <param name="ClassNames">C names.</param>
public sealed record ScoredRows(IReadOnlyList<int> Labels, double[] Probabilities, IReadOnlyList<string> ClassNames)
{
    /// <summary>
    /// Reads scored data: the column <c>Probability</c> of a binary model, or a vector of scores that are probabilities, such as of a
    /// maximum-entropy model.
    /// </summary>
    /// <param name="scored">What <c>model.Transform(test)</c> gave.</param>
    /// <param name="labelColumn">The class: a Boolean of a binary model, a key of one of several classes.</param>
    /// <param name="probabilityColumn">The column of probabilities; null for <c>Probability</c>, else <c>Score</c>.</param>
    /// <exception cref="LeakageException">The rows were resampled.</exception>
    /// <exception cref="ArgumentException">A column is not there, or holds no probabilities.</exception>
    public static ScoredRows Read(IDataView scored, string labelColumn, string? probabilityColumn = null)
    {
        ArgumentNullException.ThrowIfNull(scored);
        if (scored.Schema.GetColumnOrNull(RowOrigin.Kind) is not null)
        {
            throw new LeakageException(
                $"the scored data have a column '{RowOrigin.Kind}', so they were resampled: figures on copies or synthetic rows are too "
                + $"good; score the test split, made before resampling");
        }

        var rows = RowsInMemory.Read(scored);
        var labels = LabelColumn.Read(rows, labelColumn);
        var name = probabilityColumn ?? (scored.Schema.GetColumnOrNull("Probability") is not null ? "Probability" : "Score");
        return rows.Find(name) switch
        {
            StoredColumn<float> one when labels.Names.Length == 2 =>
                new(labels.Codes, [.. one.Values.SelectMany(p => new[] { 1 - Share(p, name), Share(p, name) })], labels.Names),
            StoredColumn<VBuffer<float>> several => new(labels.Codes,
                [.. several.Values.SelectMany((v, i) => Distribution(v, i, name, labels.Names.Length))], labels.Names),
            var other => throw new ArgumentException(
                $"column '{name}' is {other.Column.Type} beside {labels.Names.Length} classes; expected a Single in [0, 1] for two "
                + $"classes, or a vector of as many probabilities as classes", nameof(probabilityColumn)),
        };
    }

    /// <summary>All metrics, with intervals by bootstrap where asked for.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    public Evaluation Evaluate(EvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        Evaluation.Of(Labels, Probabilities, ClassNames, options, cancellationToken);

    /// <summary>All metrics at a threshold that was chosen on other rows.</summary>
    /// <param name="threshold">Such as <see cref="BestThreshold"/> of validation rows.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public Evaluation Evaluate(DecisionThreshold threshold, EvaluationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return Evaluation.Of(new PredictionSet(Labels, threshold.Decide(Positive()), ClassNames, Probabilities), options,
            cancellationToken);
    }

    /// <summary>
    /// The threshold at which these rows have the best geometric mean of recalls, or another rule. Choose it on validation rows, never on
    /// the test split.
    /// </summary>
    /// <param name="rule">Takes labels and scores, such as <c>(y, s) => DecisionThreshold.ByF1(y, s)</c>; null for the geometric
    /// mean.</param>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public DecisionThreshold BestThreshold(Func<int[], double[], DecisionThreshold>? rule = null)
    {
        int[] labels = [.. Labels];
        return rule is null ? DecisionThreshold.ByGeometricMean(labels, Positive()) : rule(labels, Positive());
    }

    /// <summary>The same rows with probabilities for other class priors, such as those before resampling.</summary>
    /// <param name="trained">Rows or weights of each class in training.</param>
    /// <param name="actual">The same where the model is used.</param>
    public ScoredRows WithShares(ReadOnlySpan<double> trained, ReadOnlySpan<double> actual) =>
        this with { Probabilities = new PriorCorrection(trained, actual).Apply(Probabilities) };

    private double[] Positive() => ClassNames.Count == 2 ? [.. Labels.Select((_, i) => Probabilities[(2 * i) + 1])]
        : throw new InvalidOperationException($"a threshold is for two classes, and there are {ClassNames.Count}");

    private static double Share(float value, string name) => value is >= 0 and <= 1 ? value
        : throw new ArgumentException(
            $"column '{name}' holds {value}; expected probabilities in [0, 1]: a margin has to be calibrated first", nameof(name));

    private static double[] Distribution(VBuffer<float> values, int row, string name, int classes)
    {
        double[] shares = [.. values.DenseValues().Select(v => (double)v)];
        return shares.Length == classes && shares.All(s => s is >= 0 and <= 1) && Math.Abs(shares.Sum() - 1) < 1e-3
            ? [.. shares.Select(s => s / shares.Sum())]
            : throw new ArgumentException(
                $"row {row} of column '{name}' is not a distribution over {classes} classes: it has {shares.Length} numbers that sum to "
                + $"{shares.Sum():G4}", nameof(name));
    }
}
