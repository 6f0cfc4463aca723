using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Prediction;
using Counterpoise.Metrics;

namespace Counterpoise.Learning.Training;

/// <summary>Evaluates a classifier on the validation split, shared out over the ranks.</summary>
internal sealed class ClassificationEvaluator(EmbeddingClassifier model, IBatchSource validation, TrainerOptions options,
    TrainingRanks? ranks, int positiveClass = 1)
    : IEpochEvaluator
{
    public EpochEvaluation Evaluate(CancellationToken cancellationToken)
    {
        PredictionBatch Predict(IBatchSource rows) => Predictor.Run(model, rows, options.BatchSize, bfloat16: options.BFloat16,
            cancellationToken: cancellationToken);
        var predictions = ranks?.Predict(model, validation, Predict) ?? Predict(validation);
        var names = Enumerable.Range(0, model.ClassCount).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}")).ToArray();
        var evaluation = Evaluation.Of(predictions.Labels, predictions.Probabilities, names,
            new EvaluationOptions { PositiveClass = positiveClass }, cancellationToken);
        var watched = evaluation.Metrics.First(m => m.Name == options.WatchedMetric);
        return watched.Value is null ? throw Undefined(evaluation) : new EpochEvaluation(watched, evaluation.Metrics)
        {
            TieBreaker = !options.TiesByLoss ? null : evaluation.Metrics.FirstOrDefault(m => m.Name == TieBreaker && m.Value is not null),
        };
    }

    /// <summary>Continuous, so that it falls while only the majority class is predicted.</summary>
    private const string TieBreaker = MetricNames.LogLoss;

    private ArgumentException Undefined(Evaluation evaluation) =>
        new($"the watched metric '{options.WatchedMetric}' is not defined on the validation "
            + $"split{(evaluation.AbsentClasses.Count > 0 ? $", which lacks {evaluation.AbsentClasses.Count} of "
                + $"{evaluation.ClassNames.Count} classes" : "")}; defined are {string.Join(", ",
                evaluation.Metrics.Where(m => m.Value is not null).Select(m => m.Name))}");
}
