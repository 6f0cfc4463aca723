namespace Counterpoise.TrainingDynamics;

/// <summary>A condition of a study on a table: what was done, what it did to the data, and the figures of its runs.</summary>
/// <param name="Kind">baseline, imbalance, overlap or joint.</param>
/// <param name="Severity">Its place among the severities, from 1; 0 for the baseline.</param>
/// <param name="Complexity">The training rows after it, the mean over the seeds.</param>
/// <param name="Coupling">Change of the other measure over that of the target, in their units; NaN for the baseline and for joint
/// conditions.</param>
/// <param name="Figures">Name of a figure to its mean over the epochs, one for each seed.</param>
public sealed record DynamicsCondition(string Kind, int Severity, DataComplexity Complexity, double Coupling, IReadOnlyDictionary<string,
    double[]> Figures);
