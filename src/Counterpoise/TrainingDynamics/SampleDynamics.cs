namespace Counterpoise.TrainingDynamics;

/// <summary>A training row over the epochs (data cartography).</summary>
/// <param name="Confidence">Mean over the epochs of the probability of its label.</param>
/// <param name="Variability">Population standard deviation of it over the epochs.</param>
/// <param name="Correctness">Share of the epochs in which its label was the most probable class.</param>
/// <remarks>Reference: Swayamdipta et al., "Dataset cartography", EMNLP 2020, arXiv:2009.10795.</remarks>
public sealed record SampleDynamics(double Confidence, double Variability, double Correctness);
