namespace Counterpoise.Workflows.Tables;

/// <summary>Which columns of a file hold predictions, and how they are written.</summary>
/// <param name="Predicted">Column of predicted classes, or null.</param>
/// <param name="Score">Column of the positive class's probability, or null.</param>
/// <param name="Positive">The positive class of two as people name it, or null.</param>
/// <param name="Percent">Whether probabilities are written from 0 to 100.</param>
/// <param name="Rescale">Whether each row of probabilities is divided by its sum, whatever that is.</param>
public sealed record PredictionColumns(string? Predicted, string? Score, string? Positive, bool Percent, bool Rescale);
