namespace Counterpoise.Workflows.Graphs;

/// <summary>What training on events gave.</summary>
/// <param name="Model">The file of the model.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="Validation">Best average precision on the validation split.</param>
/// <param name="Test">Average precision on the latest fifth, which training did not see.</param>
/// <param name="TwoMean">Average precision of the two-mean score there; NaN without entities.</param>
public sealed record GraphTrainingResult(string Model, int Epochs, double Validation, double Test, double TwoMean);
