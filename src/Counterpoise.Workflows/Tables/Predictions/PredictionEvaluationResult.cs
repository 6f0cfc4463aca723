using Counterpoise.Metrics;

namespace Counterpoise.Workflows.Tables;

/// <summary>The measures of a file of predictions.</summary>
/// <param name="Evaluation">The measures.</param>
/// <param name="Positive">The positive class of two, and why; null with more classes.</param>
/// <param name="Tuned">The threshold that was chosen; null where none was.</param>
public sealed record PredictionEvaluationResult(Evaluation Evaluation, PositiveChoice? Positive, TunedThreshold? Tuned);
