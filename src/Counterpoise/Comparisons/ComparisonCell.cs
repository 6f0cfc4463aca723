using System.Text.Json.Serialization;
using Counterpoise.Metrics;

namespace Counterpoise.Comparisons;

/// <summary>
/// One finished training and evaluation: a scenario, a method and a seed (or fold), kept under the hash of its configuration.
/// </summary>
public sealed record ComparisonCell
{
    /// <summary>The <see cref="ComparisonScenario.Name"/>.</summary>
    public required string Scenario { get; init; }

    /// <summary>The <see cref="ComparisonMethod.Name"/>.</summary>
    public required string Method { get; init; }

    /// <summary>The classifier that judged the method, for tables; null where there is one model only.</summary>
    public string? Classifier { get; init; }

    /// <summary>The seed; cells with equal scenario, classifier, seed and fold are paired.</summary>
    public required long Seed { get; init; }

    /// <summary>The fold, from 0; null where there are no folds.</summary>
    public int? Fold { get; init; }

    /// <summary>The hash of everything that determines the result, see <see cref="Comparisons.ConfigHash"/>.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Metric name (see <see cref="MetricNames"/>) and value; NaN where the metric is undefined, written as null.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What the metrics are worth on inner folds of the training rows, by name; null where there were none.</summary>
    public IReadOnlyDictionary<string, InnerEstimate>? Inner { get; init; }

    /// <summary>
    /// Confusion counts [true class][predicted class] by the metric that their decision was tuned for; null where none was.
    /// </summary>
    public IReadOnlyDictionary<string, int[][]>? TunedConfusion { get; init; }

    /// <summary>Confusion counts [true class][predicted class]; null where not kept.</summary>
    public int[][]? Confusion { get; init; }

    /// <summary>Weight of the rows that <see cref="Confusion"/> counts; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[][]? ConfusionWeights { get; init; }

    /// <summary>Weight of the rows that <see cref="TunedConfusion"/> counts; null where every row counts 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double[][]>? TunedConfusionWeights { get; init; }

    /// <summary>Scores per class in the order of the classes.</summary>
    public IReadOnlyList<ClassScore> Classes { get; init; } = [];

    /// <summary>How probabilities lie on the test split, for each class in the order of the classes; empty where not kept.</summary>
    public IReadOnlyList<ClassScores> Scores { get; init; } = [];

    /// <summary>The training curve, one point per epoch.</summary>
    public IReadOnlyList<TrainingEpoch> Curve { get; init; } = [];

    /// <summary>Test embeddings in two dimensions; null where not kept.</summary>
    public EmbeddingPlane? Embedding { get; init; }

    /// <summary>The mistakes the model was surest of, the worst first.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>Wall time of training and evaluation, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Warnings and remarks of this run.</summary>
    public IReadOnlyList<CellNote> Notes { get; init; } = [];

    /// <summary>Returns the cell with the metrics, confusion counts, class scores and notes of an evaluation.</summary>
    /// <param name="evaluation">The evaluation of the test split.</param>
    /// <exception cref="OverflowException">A count is beyond 2³¹ − 1.</exception>
    public ComparisonCell WithEvaluation(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return this with
        {
            Metrics = evaluation.Metrics.ToDictionary(m => m.Name, m => m.Value ?? double.NaN, StringComparer.Ordinal),
            Confusion = [.. evaluation.Confusion.Counts.Select(row => row.Select(n => checked((int)n)).ToArray())],
            Classes = [.. evaluation.Classes.Select(ClassScore.Of)],
            Notes = [.. Notes, .. evaluation.Notes],
        };
    }
}
