namespace Counterpoise.Graph.Imbalance;

/// <summary>How one arm did on the test nodes of one split.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Split">Number of the split or seed.</param>
/// <param name="Auroc">Area under the ROC curve.</param>
/// <param name="AveragePrecision">Average precision.</param>
/// <param name="Seconds">Seconds of training and scoring.</param>
public sealed record NodeArmScore(string Arm, int Split, double Auroc, double AveragePrecision, double Seconds);
