namespace Counterpoise.Workflows.Graphs;

/// <summary>What training on the nodes of a graph gave.</summary>
/// <param name="Model">The file of the model.</param>
/// <param name="Method">What was done about the rare class.</param>
/// <param name="Positive">The rare class, whose probability is predicted.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="TrainingNodes">Nodes whose class training saw.</param>
/// <param name="Prior">Prior of the rare class among them.</param>
/// <param name="Validation">Best average precision on the validation split.</param>
/// <param name="Test">Average precision on the test split; NaN where it lacks a class.</param>
/// <param name="Auroc">AUROC there.</param>
/// <param name="Boosting">Average precision there of boosting on features and means over neighbours.</param>
/// <param name="Threshold">Probability from which a node is called positive.</param>
/// <param name="Precision">Precision on the test split at the threshold; NaN where none is called positive.</param>
/// <param name="Recall">Recall there.</param>
public sealed record NodeTrainingResult(string Model, string Method, string Positive, int Epochs, int TrainingNodes, double Prior,
    double Validation, double Test, double Auroc, double Boosting, double Threshold, double Precision, double Recall);
