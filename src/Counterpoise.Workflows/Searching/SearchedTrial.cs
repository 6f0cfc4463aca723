namespace Counterpoise.Workflows.Searching;

/// <summary>One trial of a search.</summary>
/// <param name="Number">The trial, from 0.</param>
/// <param name="Method">Its method.</param>
/// <param name="Network">Its network.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Metric">The watched metric on validation, of the best epoch; null where the training failed.</param>
public sealed record SearchedTrial(int Number, string Method, string Network, double LearningRate, int Epochs, double? Metric);
